using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>A backup opened for reading. Nothing in it is believed before it is checked, and nothing is ever unpacked to the disk.</summary>
internal sealed class BackupFile : IAsyncDisposable
{
    private const int MostEntries = 32;
    private const int TypeBits = 0xF000, RegularFile = 0x8000, SpecialBits = 0xE00;

    private readonly ZipArchive _zip;

    private BackupFile(ZipArchive zip, BackupManifest manifest) => (_zip, Manifest) = (zip, manifest);

    /// <summary>What the file says about itself.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Opens a file whose seal, structure, names and sizes are sound; its entries are checked as they are read.</summary>
    /// <param name="file">The file, seekable; it stays open.</param>
    /// <param name="names">The names of the entries that must be there, besides the manifest.</param>
    /// <param name="mostExpanded">The most bytes of all entries together.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BackupRefusedException">The file is not sound.</exception>
    public static async Task<BackupFile> OpenAsync(Stream file, IReadOnlyCollection<string> names, long mostExpanded, CancellationToken cancellationToken)
    {
        await CheckSealAsync(file, cancellationToken);
        await ZipTail.CheckAsync(file, cancellationToken);
        file.Position = 0;
        var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        try
        {
            CheckEntries(zip, mostExpanded);
            var manifest = await ReadManifestAsync(zip, cancellationToken);
            CheckManifest(manifest, zip, names);
            return new BackupFile(zip, manifest);
        }
        catch
        {
            await zip.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings by their names.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadSettingsAsync(CancellationToken cancellationToken)
    {
        var entry = EntryOf(BackupFormat.Settings);
        if (entry.Bytes > BackupFormat.LargestSettings)
            throw Refuse($"{entry.Name} has more than {BackupFormat.LargestSettings} bytes.");
        await using var stream = await OpenEntryAsync(entry, cancellationToken);
        var settings = await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream, cancellationToken: cancellationToken);
        await FinishAsync(stream, entry, settings?.Count ?? 0, cancellationToken);
        return settings ?? [];
    }

    /// <summary>The rows of a table; when the last one was given, the whole file of the table was as the manifest says.</summary>
    public async IAsyncEnumerable<object> ReadRowsAsync(BackupTable table, WatchUrlRules urls, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entry = EntryOf(table.Entry);
        await using var stream = await OpenEntryAsync(entry, cancellationToken);
        var rows = 0L;
        await foreach (var line in BackupLines.ReadAsync(stream, cancellationToken))
        {
            rows++;
            yield return RowOf(table, line, rows, urls);
        }

        await FinishAsync(stream, entry, rows, cancellationToken);
    }

    public async ValueTask DisposeAsync() => await _zip.DisposeAsync();

    /// <summary>The refusal of a file, in words for people.</summary>
    public static BackupRefusedException Refuse(string problem, Exception? cause = null) =>
        new($"The backup cannot be restored, and nothing was changed. {problem}", cause!);

    private static async Task CheckSealAsync(Stream file, CancellationToken cancellationToken)
    {
        var sealedBytes = file.Length - SealedStream.SealBytes;
        if (sealedBytes <= 0)
            throw Refuse("It is no backup of ChangeDetection: it is too short.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        file.Position = 0;
        for (var left = sealedBytes; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
            if (read == 0)
                throw Refuse("It is cut off.");
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        var seal = new byte[SealedStream.SealBytes];
        await file.ReadExactlyAsync(seal, cancellationToken);
        if (!seal.AsSpan().SequenceEqual(SealedStream.SealOf(hash.GetHashAndReset())))
            throw Refuse("It is no backup of ChangeDetection, or it is damaged or cut off: its bytes do not fit the seal at its end. Copy it anew, or take another backup.");
    }

    private static void CheckEntries(ZipArchive zip, long mostExpanded)
    {
        if (zip.Entries.Count > MostEntries)
            throw Refuse($"It has {zip.Entries.Count} entries; a backup has at most {MostEntries}.");
        foreach (var entry in zip.Entries)
        {
            var attributes = entry.ExternalAttributes >> 16;
            if ((attributes & TypeBits) is not (0 or RegularFile) || (attributes & SpecialBits) != 0 || entry.IsEncrypted)
                throw Refuse($"The entry '{Shown(entry.FullName)}' is a link, a special file or has a password; a backup has plain files only.");
        }

        if (zip.Entries.Aggregate(0UL, (sum, entry) => sum + (ulong)Math.Max(0, entry.Length)) > (ulong)mostExpanded)
            throw Refuse($"It expands to more than {mostExpanded} bytes. If it is yours, raise Backups:LargestExpanded (environment MAX_RESTORE_DECOMPRESSED_MB).");
    }

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var entries = zip.Entries.Where(entry => entry.FullName == BackupFormat.Manifest).ToList();
        if (entries.Count != 1)
            throw Refuse($"It has no {BackupFormat.Manifest}, or more than one.");
        await using var stream = await entries[0].OpenAsync(cancellationToken);
        await using var measured = new MeasuredStream(stream, BackupFormat.LargestManifest);
        using var bytes = new MemoryStream();
        await measured.CopyToAsync(bytes, cancellationToken);
        CheckFormat(bytes.ToArray());
        return BackupManifest.Read(bytes.ToArray());
    }

    // Before the rest is read: another format may look different altogether.
    private static void CheckFormat(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var format = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("format", out var number) && number.TryGetInt32(out var value) ? value : 0;
        var version = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("version", out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : "an unknown version";
        if (format != BackupFormat.Version)
            throw Refuse($"It has format {format}, written by version {Shown(version)}; this version ({BackupWriter.ProductVersion}) reads format {BackupFormat.Version}. Restore it with the version that made it, then upgrade.");
    }

    private static void CheckManifest(BackupManifest manifest, ZipArchive zip, IReadOnlyCollection<string> names)
    {
        if (manifest.Product != BackupFormat.Product)
            throw Refuse("It is a backup of another product.");
        var inside = zip.Entries.Select(entry => entry.FullName).Where(name => name != BackupFormat.Manifest).ToList();
        if (inside.Concat(manifest.Entries.Select(entry => entry.Name)).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            throw Refuse($"The entry '{Shown(unknown)}' is none of a backup.");
        if (names.FirstOrDefault(name => inside.Count(one => one == name) != 1 || manifest.Entries.Count(entry => entry.Name == name) != 1) is { } odd)
            throw Refuse($"The entry '{odd}' is missing, or there twice.");
        if (manifest.Entries.FirstOrDefault(entry => zip.GetEntry(entry.Name)!.Length != entry.Bytes) is { } other)
            throw Refuse($"The entry '{other.Name}' has not the {other.Bytes} bytes that the manifest says.");
    }

    private static object RowOf(BackupTable table, ReadOnlyMemory<byte> line, long number, WatchUrlRules urls)
    {
        try
        {
            var row = table.RowOf(line);
            return RowRules.ProblemWith(row, urls) is { } problem ? throw new JsonException(problem) : row;
        }
        catch (JsonException wrong)
        {
            throw Refuse($"Line {number} of {table.Entry} is wrong: {wrong.Message}.", wrong);
        }
    }

    private async Task<MeasuredStream> OpenEntryAsync(BackupEntry entry, CancellationToken cancellationToken) =>
        new(await _zip.GetEntry(entry.Name)!.OpenAsync(cancellationToken), entry.Bytes);

    private static async Task FinishAsync(MeasuredStream stream, BackupEntry entry, long rows, CancellationToken cancellationToken)
    {
        if (await stream.ReadAsync(new byte[1], cancellationToken) != 0 || stream.Count != entry.Bytes || stream.Hash != entry.Sha256)
            throw Refuse($"The entry '{entry.Name}' is damaged: its bytes do not fit the hash in the manifest.");
        if (rows != entry.Rows)
            throw Refuse($"The entry '{entry.Name}' has {rows} rows; the manifest says {entry.Rows}.");
    }

    private BackupEntry EntryOf(string name) => Manifest.Entries.Single(entry => entry.Name == name);

    private static string Shown(string name) => name.Length > 100 ? string.Concat(name.AsSpan(0, 100), "…") : name;
}
