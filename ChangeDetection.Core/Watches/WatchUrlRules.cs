namespace ChangeDetection.Core.Watches;

/// <summary>Which addresses this installation takes besides those of web pages.</summary>
public sealed record WatchUrlRules
{
    /// <summary>What people read who give the address of a file where none is taken (peer behaviour, section 3.1).</summary>
    public const string FilesDenied = "file:// type access is denied for security reasons.";

    /// <summary>Web pages alone.</summary>
    public static WatchUrlRules Standard { get; } = new();

    /// <summary>For addresses that were judged when they were stored: any file.</summary>
    public static WatchUrlRules OfStored { get; } = new() { FileFolder = Path.GetPathRoot(Path.GetFullPath(".")) };

    /// <summary>The full path of the folder whose files may be watched, with all below it; null when none may.</summary>
    public string? FileFolder { get; init; }

    /// <summary>Why a text that begins with <c>file:</c> is no address to be watched; null when it is one. Links in the file system are judged when the file is read.</summary>
    internal string? ProblemInFile(string text)
    {
        if (FileFolder is null)
            return FilesDenied;
        if (text.AsSpan().ContainsAny('?', '#') || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || !uri.IsFile || uri.Host.Length > 0 || !text.StartsWith("file:///", StringComparison.OrdinalIgnoreCase))
            return "The address of a file is written file:///folder/page.html, without ? and #.";
        var folder = Path.EndsInDirectorySeparator(FileFolder) ? FileFolder : FileFolder + Path.DirectorySeparatorChar;
        return !uri.LocalPath.Contains('\0') && Path.GetFullPath(uri.LocalPath).StartsWith(folder, StringComparison.Ordinal) ? null : FilesDenied;
    }
}
