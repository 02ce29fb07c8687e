using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores.Files;

/// <summary>A datastore in a directory. Links that lead out of it are as good as not there.</summary>
internal sealed class DatastoreDirectory : DatastoreFiles
{
    private readonly string _root;
    private readonly ImportReport _report;
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _noted = new(StringComparer.Ordinal);

    private DatastoreDirectory(string root, ImportReport report)
    {
        (_root, _report) = (root, report);
        foreach (var folder in new DirectoryInfo(root).EnumerateDirectories())
        {
            if (!WatchId.TryParse(folder.Name, null, out var id) || !IsInside(folder, folder.Name))
                continue;
            if (!_folders.TryAdd(id.ToString(), folder.FullName))
                report.Refused(folder.Name, "Another folder has the same name but for its case; this one is left out.");
        }

        Folders = [.. _folders.Keys.Order(StringComparer.Ordinal)];
        Top = FilesIn(root, "");
    }

    public override IReadOnlyDictionary<string, DatastoreFile> Top { get; }

    public override IReadOnlyList<string> Folders { get; }

    /// <summary>The datastore in a directory; links that lead out of it are noted.</summary>
    /// <exception cref="ImportException">The directory is not there or cannot be read.</exception>
    public static DatastoreDirectory Open(string path, ImportReport report)
    {
        var root = RealPath.Of(path);
        if (root is null || !Directory.Exists(root))
            throw new ImportException($"There is no directory {path}.");
        try
        {
            return new DatastoreDirectory(root, report);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new ImportException($"The directory {path} cannot be read: {refused.Message}", refused);
        }
    }

    public override IReadOnlyDictionary<string, DatastoreFile> In(string folder) =>
        _folders.TryGetValue(folder, out var path) ? FilesIn(path, folder + "/") : new Dictionary<string, DatastoreFile>();

    public override void Dispose()
    {
        // Nothing stays open between two reads.
    }

    private Dictionary<string, DatastoreFile> FilesIn(string folder, string prefix)
    {
        var files = new Dictionary<string, DatastoreFile>(StringComparer.Ordinal);
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => IsInside(file, prefix + file.Name)))
                files[file.Name] = FileAt(file);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            _report.Refused(prefix.Length == 0 ? "datastore" : prefix.TrimEnd('/'), $"The folder cannot be read: {refused.Message}", "See who may read it.");
        }

        return files;
    }

    private static DatastoreFile FileAt(FileInfo file)
    {
        // The length of a link is that of its own text.
        var real = file.LinkTarget is null ? file : (FileInfo)file.ResolveLinkTarget(returnFinalTarget: true)!;
        return new DatastoreFile(file.Name, real.Length, () => new FileStream(real.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, useAsync: true));
    }

    private bool IsInside(FileSystemInfo entry, string name)
    {
        if (entry.LinkTarget is null)
            return true;
        if (RealPath.Of(entry.FullName) is { } real && RealPath.IsWithin(real, _root))
            return true;
        // A folder is listed for its watch and once more for its history.
        if (_noted.Add(name))
            _report.Refused(name, "This is a link that leads out of the datastore; it is not followed.", "Copy what it leads to into its place.");
        return false;
    }
}
