using System.Text;

namespace ChangeDetection.Benchmarks.Load.Origin;

/// <summary>A thousand real pages of about 20 KB: those nearest to that size among the pages of two Debian documentation packages.</summary>
internal sealed class OriginPages
{
    /// <summary>How many different pages there are.</summary>
    public const int Count = 1000;

    private const int WantedSize = 20 * 1024;

    private static readonly Dictionary<string, string> Packages = new()
    {
        ["postgresql-doc-15"] = "/usr/share/doc/postgresql-doc-15/html",
        ["debian-handbook"] = "/usr/share/doc/debian-handbook/html",
    };

    private readonly IReadOnlyList<Page> _pages;

    private OriginPages(IReadOnlyList<Page> pages) => _pages = pages;

    /// <summary>The size of all of them in bytes.</summary>
    public long Bytes => _pages.Sum(page => (long)page.Start.Length + page.End.Length);

    public static OriginPages Read()
    {
        if (Packages.FirstOrDefault(package => !Directory.Exists(package.Value)) is { Key: { } missing })
            throw new InvalidOperationException($"Install the Debian package {missing}: the origin serves its pages.");
        var files = Packages.Values.SelectMany(folder => Directory.EnumerateFiles(folder, "*.html", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
            .Select(file => new FileInfo(file)).OrderBy(file => Math.Abs(file.Length - WantedSize)).Take(Count);
        return new OriginPages([.. files.Select(file => Page.From(File.ReadAllBytes(file.FullName)))]);
    }

    /// <summary>The page that a watch sees, with a line that names the watch and the version.</summary>
    public byte[] Of(int watch, int version)
    {
        var page = _pages[watch % _pages.Count];
        return [.. page.Start, .. Encoding.UTF8.GetBytes($"<p>{Line(watch, version)}</p>"), .. page.End];
    }

    /// <summary>The line by which a stored text is known again.</summary>
    public static string Line(int watch, int version) => $"This is watch {watch} at version {version}.";

    private sealed record Page(byte[] Start, byte[] End)
    {
        public static Page From(byte[] bytes)
        {
            var end = bytes.AsSpan().LastIndexOf("</body>"u8);
            return end < 0 ? new Page(bytes, []) : new Page(bytes[..end], bytes[end..]);
        }
    }
}
