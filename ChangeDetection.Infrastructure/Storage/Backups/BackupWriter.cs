using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Secrets;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>Writes everything the store keeps as one zip, as it was at one moment, while the system runs. Nothing is held in memory but a row.</summary>
public sealed class BackupWriter
{
    private const int RowsPerReport = 1000;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly StoreContextFactory _contexts;
    private readonly TimeProvider _clock;

    internal BackupWriter(StoreContextFactory contexts, TimeProvider clock) => (_contexts, _clock) = (contexts, clock);

    /// <summary>The version of the product that stands in backups.</summary>
    public static string ProductVersion { get; } =
        typeof(BackupWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Writes a backup and gives what it says about itself.</summary>
    /// <param name="target">Where to; it need not be seekable and stays open.</param>
    /// <param name="progress">Told from time to time; null when nobody asks.</param>
    /// <param name="cancellationToken">Ends the work; what is written then is no backup.</param>
    public async Task<BackupManifest> WriteAsync(Stream target, IProgress<BackupProgress>? progress, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        await using var moment = await OneMoment.BeginAsync(context, cancellationToken);
        if (context.Database.IsNpgsql())
            // A slow reader of the backup must not end the transaction between two statements.
            await context.Database.ExecuteSqlRawAsync("SET LOCAL idle_in_transaction_session_timeout = '10min'", cancellationToken);
        var state = await context.States.SingleAsync(cancellationToken);
        var made = _clock.GetUtcNow();
        await using var sealing = new SealedStream(target);
        BackupManifest manifest;
        await using (var zip = await ZipArchive.CreateAsync(sealing, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            zip.Comment = SealedStream.Placeholder;
            List<BackupEntry> entries = [await WriteSettingsAsync(zip, context, cancellationToken)];
            foreach (var table in BackupTable.Of(context))
                entries.Add(await WriteTableAsync(zip, table, context, progress, cancellationToken));
            manifest = new BackupManifest(BackupFormat.Product, BackupFormat.Version, ProductVersion, state.Epoch, state.Revision, made, entries);
            await WriteEntryAsync(zip, BackupFormat.Manifest, async stream =>
            {
                await stream.WriteAsync(manifest.Write(), cancellationToken);
                return 1;
            }, cancellationToken);
        }

        await sealing.SealAsync(cancellationToken);
        return manifest;
    }

    private static Task<BackupEntry> WriteSettingsAsync(ZipArchive zip, StoreContext context, CancellationToken cancellationToken) =>
        WriteEntryAsync(zip, BackupFormat.Settings, async stream =>
        {
            var documents = await context.Settings.Where(row => !row.Name.StartsWith(StoreRows.Prefix)).OrderBy(row => row.Name)
                .ToDictionaryAsync(row => row.Name, row => context.Documents.Open(row.Value), cancellationToken);
            await JsonSerializer.SerializeAsync(stream, documents, cancellationToken: cancellationToken);
            return documents.Count;
        }, cancellationToken);

    private static Task<BackupEntry> WriteTableAsync(ZipArchive zip, BackupTable table, StoreContext context, IProgress<BackupProgress>? progress, CancellationToken cancellationToken) =>
        WriteEntryAsync(zip, table.Entry, async stream =>
        {
            var rows = 0L;
            var line = new MemoryStream();
            await foreach (var row in table.ReadAsync(context, cancellationToken))
            {
                if (row is WatchRow watch)
                    watch.Settings = context.Documents.Open(watch.Settings);
                line.SetLength(0);
                WriteRow(line, table, row);
                await stream.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken);
                if (++rows % RowsPerReport == 0)
                    progress?.Report(new BackupProgress("write", table.Entry, rows));
            }

            progress?.Report(new BackupProgress("write", table.Entry, rows));
            return rows;
        }, cancellationToken);

    private static void WriteRow(MemoryStream line, BackupTable table, object row)
    {
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            foreach (var column in table.Kept)
                column.Write(writer, row);
            writer.WriteEndObject();
        }

        line.Write(LineEnd);
    }

    private static async Task<BackupEntry> WriteEntryAsync(ZipArchive zip, string name, Func<Stream, Task<long>> write, CancellationToken cancellationToken)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        await using var stream = await entry.OpenAsync(cancellationToken);
        await using var measured = new MeasuredStream(stream, long.MaxValue);
        var rows = await write(measured);
        return new BackupEntry(name, rows, measured.Count, measured.Hash);
    }
}
