using System.IO.Compression;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores.Files;

/// <summary>A datastore in a backup archive. Nothing is unpacked to disk. Its files can be read one at a time only.</summary>
internal sealed class DatastoreZip : DatastoreFiles
{
    private const int KindMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int MaxName = 255;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, DatastoreFile> _top = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, DatastoreFile>> _folders = new(StringComparer.Ordinal);

    private DatastoreZip(ZipArchive archive, ImportReport report)
    {
        _archive = archive;
        var expanded = 0L;
        foreach (var entry in archive.Entries)
        {
            expanded += entry.Length;
            if (entry.Length < 0 || expanded > ImportLimits.ExpandedBytes)
                throw new ImportException($"The archive is larger than {ImportLimits.ExpandedBytes / 1024 / 1024} MB when unpacked.");
            Take(entry, report);
        }

        Folders = [.. _folders.Keys.Order(StringComparer.Ordinal)];
    }

    public override IReadOnlyDictionary<string, DatastoreFile> Top => _top;

    public override IReadOnlyList<string> Folders { get; }

    /// <summary>The datastore in an archive, which is closed with it.</summary>
    /// <exception cref="ImportException">It is no archive, has a password, is too large, or has names that no backup has.</exception>
    public static DatastoreZip Open(Stream stream, ImportReport report)
    {
        if (stream.Length > ImportLimits.ArchiveBytes)
            throw new ImportException($"The archive is larger than {ImportLimits.ArchiveBytes / 1024 / 1024} MB.");
        ZipArchive? archive = null;
        try
        {
            if (ZipDirectory.CountEntries(stream, ImportLimits.ArchiveEntries) > ImportLimits.ArchiveEntries)
                throw new ImportException($"The archive has more than {ImportLimits.ArchiveEntries} files.");
            archive = new ZipArchive(stream, ZipArchiveMode.Read);
            return new DatastoreZip(archive, report);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or NotSupportedException)
        {
            archive?.Dispose();
            throw new ImportException("The file is not a ZIP archive or is damaged; make the backup once more.", broken);
        }
        catch (ImportException)
        {
            archive?.Dispose();
            throw;
        }
    }

    public override IReadOnlyDictionary<string, DatastoreFile> In(string folder) =>
        _folders.TryGetValue(folder, out var files) ? files : new Dictionary<string, DatastoreFile>();

    public override void Dispose() => _archive.Dispose();

    private void Take(ZipArchiveEntry entry, ImportReport report)
    {
        var name = entry.FullName;
        if (name.EndsWith('/') && entry.Length == 0 && !IsTreacherous(name.TrimEnd('/')))
            return;
        if (IsTreacherous(name))
            throw new ImportException($"The archive names a file '{ImportText.Quote(name)}', which leads out of it; no backup does. Nothing is read from it.");
        if (entry.IsEncrypted)
            throw new ImportException("The archive has a password; pack it again without one.");
        if ((entry.ExternalAttributes >> 16 & KindMask) is not (0 or RegularFile))
            report.Refused(name, "This is a link or a device, not a file; it is left out.");
        else if (Place(name, report) is { } folder && !folder.Files.TryAdd(folder.Name, FileOf(entry, folder.Name)))
            throw new ImportException($"The archive has two files '{ImportText.Quote(name)}'. Nothing is read from it.");
    }

    private (Dictionary<string, DatastoreFile> Files, string Name)? Place(string name, ImportReport report)
    {
        var parts = name.Split('/');
        if (parts.Length == 1)
            return (_top, name);
        if (parts.Length == 2 && WatchId.TryParse(parts[0], null, out var id))
        {
            if (!_folders.TryGetValue(id.ToString(), out var files))
                _folders[id.ToString()] = files = new(StringComparer.Ordinal);
            return (files, parts[1]);
        }

        var advice = parts[^1] is "changedetection.json" or "url-watches.json" ? "Pack the content of the folder, not the folder." : null;
        report.Refused(ImportText.Quote(name), "The file lies where no backup has one; it is left out.", advice);
        return null;
    }

    private static DatastoreFile FileOf(ZipArchiveEntry entry, string name) => new(name, entry.Length, entry.Open) { IsLengthBinding = true };

    private static bool IsTreacherous(string name) =>
        name.Length == 0 || name.AsSpan().ContainsAny('\\', ':') || name.Any(char.IsControl) || name.Split('/').Any(part => part is "" or "." or ".." || part.Length > MaxName);
}
