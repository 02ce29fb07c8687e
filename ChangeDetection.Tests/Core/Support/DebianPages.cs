using Xunit;

namespace ChangeDetection.Tests.Core.Support;

/// <summary>Real pages: those of two Debian documentation packages, where they are installed.</summary>
internal static class DebianPages
{
    private const string Missing = "The packages postgresql-doc-15 and debian-handbook are not installed; CI installs them.";

    private static readonly string[] Folders = ["/usr/share/doc/postgresql-doc-15/html", "/usr/share/doc/debian-handbook/html/en-US", "/usr/share/doc/debian-handbook/html/de-DE"];

    /// <summary>The files, in a stable order; the test is skipped, visibly, without them.</summary>
    public static IReadOnlyList<string> Files()
    {
        var files = Folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.html")).Order(StringComparer.Ordinal).ToList();
        Assert.SkipWhen(files.Count == 0, Missing);
        return files;
    }
}
