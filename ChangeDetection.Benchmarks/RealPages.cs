using System.Text;
using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Benchmarks;

/// <summary>Real pages of wanted sizes: the nearest page of Debian's PostgreSQL documentation, or several of them in one.</summary>
internal static class RealPages
{
    private const string Folder = "/usr/share/doc/postgresql-doc-15/html";

    /// <summary>A page of about so many bytes.</summary>
    public static PageContent Of(int size) => new(Bytes(size), "text/html; charset=utf-8", 200, new Uri("https://example.com/"));

    private static byte[] Bytes(int size)
    {
        if (!Directory.Exists(Folder))
            throw new InvalidOperationException("Install the Debian package postgresql-doc-15: the benchmarks read its pages.");
        var files = Directory.EnumerateFiles(Folder, "*.html").Select(file => new FileInfo(file)).OrderBy(file => Math.Abs(file.Length - size)).ToList();
        if (Math.Abs(files[0].Length - size) < size / 4)
            return File.ReadAllBytes(files[0].FullName);
        var page = new StringBuilder("<!DOCTYPE html><html><head><title>All</title></head><body>");
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal).TakeWhile(_ => page.Length < size))
            page.Append(Body(File.ReadAllText(file.FullName)));
        return Encoding.UTF8.GetBytes(page.Append("</body></html>").ToString());
    }

    private static string Body(string page)
    {
        var start = page.IndexOf('>', page.IndexOf("<body", StringComparison.Ordinal)) + 1;
        return page[start..page.LastIndexOf("</body>", StringComparison.Ordinal)];
    }
}
