using ChangeDetection.Core.Importing.Datastores;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Distill;
using ChangeDetection.Core.Importing.Feeds;
using ChangeDetection.Core.Importing.Lists;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Importing.Tables;
using ChangeDetection.Core.Importing.Urlwatch;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing;

/// <summary>Reads watches from the files of other products. It stores nothing; nothing it reads is trusted.</summary>
/// <param name="clock">Fills in the templates of addresses, and bounds the time spent on judging rules.</param>
/// <param name="rules">Which addresses are taken besides those of web pages.</param>
public sealed class ImportReader(TimeProvider clock, WatchUrlRules rules)
{
    private const string OnlyDocument = "url-watches.json";

    /// <summary>Reads a file. An archive stays open in the result, which closes it.</summary>
    /// <param name="content">The file; it must be able to seek. It is closed with the result, or when reading fails.</param>
    /// <param name="fileName">The name people know it by; blank when it has none.</param>
    /// <param name="options">What a person says about it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ImportException">Nothing can be read from it; the message says why.</exception>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public async Task<ImportResult> ReadAsync(Stream content, string fileName, ImportOptions options, CancellationToken cancellationToken)
    {
        if (!content.CanSeek)
            throw new ArgumentException("The stream must be able to seek.", nameof(content));
        var isKept = false;
        try
        {
            var head = await HeadAsync(content, cancellationToken);
            var format = options.Format ?? ImportSniffer.Sniff(fileName, head)
                ?? throw new ImportException("The file is of no kind that is known; say which one it is.");
            var isArchive = format == ImportFormat.Datastore && head.AsSpan().StartsWith("PK"u8);
            var result = isArchive ? await ArchiveAsync(content, cancellationToken) : await FileAsync(content, format, options, cancellationToken);
            isKept = isArchive;
            return result;
        }
        finally
        {
            if (!isKept)
                await content.DisposeAsync();
        }
    }

    /// <summary>Reads the datastore of changedetection.io in a directory.</summary>
    /// <exception cref="ImportException">It is not there or no datastore; the message says why.</exception>
    public async Task<ImportResult> ReadDirectoryAsync(string path, CancellationToken cancellationToken)
    {
        var report = new ImportReport();
        return await new DatastoreReader(DatastoreDirectory.Open(path, report), report, clock, rules).ReadAsync(cancellationToken);
    }

    /// <summary>The first rows of a table, so that a person can say what its columns mean. The stream is left open.</summary>
    /// <param name="content">The file; it must be able to seek.</param>
    /// <param name="format">Either <see cref="ImportFormat.Csv"/> or <see cref="ImportFormat.Xlsx"/>.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ImportException">It is no table.</exception>
    public static async Task<IReadOnlyList<TableRow>> ReadTableHeadAsync(Stream content, ImportFormat format, int count, CancellationToken cancellationToken)
    {
        content.Position = 0;
        var bytes = await WholeAsync(content, cancellationToken);
        var rows = format == ImportFormat.Xlsx ? XlsxRows.Read(new MemoryStream(bytes), new ImportReport()) : CsvRows.Read(ImportText.Decode(bytes));
        return [.. rows.Take(count)];
    }

    private async Task<ImportResult> FileAsync(Stream content, ImportFormat format, ImportOptions options, CancellationToken cancellationToken)
    {
        var bytes = await WholeAsync(content, cancellationToken);
        var report = new ImportReport();
        return format switch
        {
            ImportFormat.UrlList => new UrlListReader(clock, rules).Read(ImportText.Decode(bytes)),
            ImportFormat.Csv => new TableReader(clock, rules).Read(format, CsvRows.Read(ImportText.Decode(bytes)), options.Columns, report),
            ImportFormat.Xlsx => new TableReader(clock, rules).Read(format, XlsxRows.Read(new MemoryStream(bytes), report), options.Columns, report),
            ImportFormat.Distill => new DistillReader(clock, rules).Read(ImportText.Decode(bytes)),
            ImportFormat.Urlwatch => new UrlwatchReader(clock, rules).Read(ImportText.Decode(bytes)),
            ImportFormat.Opml => new OpmlReader(clock, rules).Read(ImportText.Decode(bytes)),
            _ => await new DatastoreReader(new SingleFile(OnlyDocument, bytes), report, clock, rules).ReadAsync(cancellationToken),
        };
    }

    private async Task<ImportResult> ArchiveAsync(Stream content, CancellationToken cancellationToken)
    {
        var report = new ImportReport();
        var archive = DatastoreZip.Open(content, report);
        try
        {
            return await new DatastoreReader(archive, report, clock, rules).ReadAsync(cancellationToken);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static async Task<byte[]> HeadAsync(Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        var head = new byte[ImportSniffer.HeadBytes];
        var count = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        return head[..count];
    }

    private static async Task<byte[]> WholeAsync(Stream content, CancellationToken cancellationToken) =>
        await BoundedReading.ReadAsync(content, ImportLimits.FileBytes, cancellationToken)
        ?? throw new ImportException($"The file is larger than {ImportLimits.FileBytes / 1024 / 1024} MB.");
}
