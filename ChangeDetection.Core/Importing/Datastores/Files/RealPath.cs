namespace ChangeDetection.Core.Importing.Datastores.Files;

/// <summary>Where a path leads when every link on the way is followed.</summary>
public static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The path without links; null when it leads nowhere or in a circle.</summary>
    public static string? Of(string path)
    {
        var links = 0;
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        var left = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        while (left.TryPop(out var part))
        {
            var next = Path.GetFullPath(part, real);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (!entry.Exists && entry.LinkTarget is null)
                return null;
            if (entry.LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
                return null;
            // What a link says is walked part by part, for there may be links in it as well.
            var whole = Path.Combine(real, target);
            real = Path.GetPathRoot(whole)!;
            foreach (var one in Parts(whole).Reverse())
                left.Push(one);
        }

        return real;
    }

    /// <summary>Whether a path lies within a folder; both without links.</summary>
    public static bool IsWithin(string path, string folder) => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> Parts(string path) => path[Path.GetPathRoot(path)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}
