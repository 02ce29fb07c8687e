using System.IO.Compression;
using System.Text;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>The files that hold the text of versions.</summary>
internal static class SnapshotFile
{
    private const string Packed = ".br";
    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".jfif", ".pdf", ".bin"];
    private static readonly string[] Others = ["headers.txt", "last-error.txt", "last-checksum.txt", "history.txt"];

    /// <summary>What a name in an index comes to: it may be a path from another machine, of which only the last part counts.</summary>
    public static string NameIn(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..].Trim();

    /// <summary>Whether a name is that of a picture or another file that is no text.</summary>
    public static bool IsPicture(string name) => Pictures.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The file that a name in an index means, packed or not; null when it is not there or no version.</summary>
    public static DatastoreFile? Find(IReadOnlyDictionary<string, DatastoreFile> files, string name)
    {
        var plain = name.EndsWith(Packed, StringComparison.Ordinal) ? name[..^Packed.Length] : name;
        if (!plain.EndsWith(".txt", StringComparison.Ordinal) || Others.Contains(plain) || plain.StartsWith("history-", StringComparison.Ordinal) || plain.StartsWith("change-summary-", StringComparison.Ordinal))
            return null;
        return files.GetValueOrDefault(plain + Packed) ?? files.GetValueOrDefault(plain);
    }

    /// <summary>The text in a file; bytes that are no UTF-8 become replacement characters.</summary>
    /// <exception cref="ImportException">It is damaged or too large.</exception>
    public static async Task<string> ReadAsync(DatastoreFile file, CancellationToken cancellationToken)
    {
        var bytes = await file.ReadAsync(ImportLimits.VersionBytes, cancellationToken);
        if (file.Name.EndsWith(Packed, StringComparison.Ordinal))
            bytes = await UnpackAsync(file.Name, bytes, cancellationToken);
        return Encoding.UTF8.GetString(bytes);
    }

    private static async Task<byte[]> UnpackAsync(string name, byte[] packed, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            return await BoundedReading.ReadAsync(stream, ImportLimits.VersionBytes, cancellationToken)
                ?? throw new ImportException($"{name} is larger than {ImportLimits.VersionBytes / 1024 / 1024} MB when unpacked.");
        }
        catch (Exception broken) when (broken is InvalidOperationException or InvalidDataException or IOException)
        {
            throw new ImportException($"{name} is damaged: it cannot be unpacked.", broken);
        }
    }
}
