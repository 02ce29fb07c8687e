namespace ChangeDetection.Core.Extraction;

/// <summary>Tells what a page is: the Content-Type header where it is definite, else the beginning of the page.</summary>
public static class PageSniffing
{
    private const int HeadLength = 512;

    /// <summary>Whether the bytes are a PDF document, whatever the header says.</summary>
    public static bool IsPdf(PageContent content) =>
        content.Bytes.Span.StartsWith("%PDF-"u8) || (MediaTypeOf(content) == "application/pdf" && content.Bytes.Span[..Math.Min(content.Bytes.Length, 1024)].IndexOf("%PDF-"u8) >= 0);

    /// <summary>The kind of a decoded page.</summary>
    public static PageKind KindOf(PageContent content, ReadOnlySpan<char> text)
    {
        var start = text.TrimStart();
        var head = start[..Math.Min(start.Length, HeadLength)];
        var declared = FromHeader(MediaTypeOf(content));
        return declared switch
        {
            PageKind.Xml or PageKind.Feed => FromMarkup(head) ?? declared.Value,
            PageKind.Html when LooksLikeFeed(head) => PageKind.Feed,
            PageKind.Html when LooksLikeJson(start) => PageKind.Json,
            PageKind.PlainText when LooksLikeFeed(head) => PageKind.Feed,
            PageKind.PlainText when LooksLikeJson(start) => PageKind.Json,
            null => FromMarkup(head) ?? (LooksLikeJson(start) ? PageKind.Json : text.Contains('<') ? PageKind.Html : PageKind.PlainText),
            _ => declared.Value,
        };
    }

    private static string MediaTypeOf(PageContent content)
    {
        var header = content.ContentType ?? "";
        var end = header.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? header : header[..end]).Trim().ToLowerInvariant();
    }

    private static PageKind? FromHeader(string type) => type switch
    {
        "text/html" or "application/xhtml+xml" => PageKind.Html,
        "application/json" or "text/json" or "application/javascript" or "text/javascript" => PageKind.Json,
        "application/rss+xml" or "application/atom+xml" or "application/rdf+xml" => PageKind.Feed,
        "text/xml" or "application/xml" => PageKind.Xml,
        "text/csv" => PageKind.Csv,
        "text/plain" or "text/markdown" or "text/yaml" or "application/yaml" or "application/x-yaml" => PageKind.PlainText,
        _ when type.EndsWith("+json", StringComparison.Ordinal) => PageKind.Json,
        _ when type.EndsWith("+xml", StringComparison.Ordinal) => PageKind.Xml,
        _ => null,
    };

    private static PageKind? FromMarkup(ReadOnlySpan<char> head)
    {
        if (LooksLikeFeed(head))
            return PageKind.Feed;
        if (Contains(head, "<html") || Contains(head, "<!doctype html"))
            return PageKind.Html;
        return head.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? PageKind.Xml : null;
    }

    private static bool LooksLikeFeed(ReadOnlySpan<char> head) =>
        head.StartsWith("<", StringComparison.Ordinal) && !Contains(head, "<html") && (Contains(head, "<rss") || Contains(head, "<feed") || Contains(head, "<rdf:rdf"));

    private static bool LooksLikeJson(ReadOnlySpan<char> start) =>
        start.Length > 1 && (start[0], start.TrimEnd()[^1]) is ('{', '}') or ('[', ']') && StartsValue(start[1..].TrimStart());

    private static bool StartsValue(ReadOnlySpan<char> text) =>
        text is ['"' or '{' or '[' or '}' or ']' or '-' or (>= '0' and <= '9'), ..] || text.StartsWith("true") || text.StartsWith("false") || text.StartsWith("null");

    private static bool Contains(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
