using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Extraction.Html;

namespace ChangeDetection.Core.Icons;

/// <summary>Finds where a page says its icon is, as the HTML standard's <c>rel=icon</c> has it.</summary>
public static class IconLinks
{
    private const int HeadLength = 64 * 1024;
    private const int MostLinks = 3;
    private const int WantedSize = 32;
    private const int LongestAddress = 5000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The addresses worth a try, best first: http, https or data. The last is the place where every site may have one.</summary>
    /// <param name="page">The page, HTML or not.</param>
    /// <param name="clock">Bounds how long the page may be read.</param>
    public static IReadOnlyList<Uri> FindIn(PageContent page, TimeProvider clock)
    {
        var links = LinksOf(page, clock);
        return [.. links.Append(new Uri(page.Address, "/favicon.ico")).Distinct()];
    }

    private static IEnumerable<Uri> LinksOf(PageContent page, TimeProvider clock)
    {
        try
        {
            var head = page with { Bytes = page.Bytes[..Math.Min(page.Bytes.Length, HeadLength)] };
            var text = PageDecoding.Decode(head);
            if (PageSniffing.KindOf(head, text) is not PageKind.Html)
                return [];
            using var document = HtmlDocuments.Parse(HeadOf(text), new CheckDeadline(clock, Patience));
            return Choose(document, BaseOf(document, page.Address));
        }
        catch (FilterException)
        {
            return [];
        }
    }

    // Links of this kind stand in the head; the rest of the page need not be read.
    private static ReadOnlyMemory<char> HeadOf(string text)
    {
        var end = text.IndexOf("</head", StringComparison.OrdinalIgnoreCase);
        return text.AsMemory(0, end < 0 ? text.Length : end);
    }

    private static List<Uri> Choose(IHtmlDocument document, Uri address) =>
        [.. document.QuerySelectorAll<IHtmlLinkElement>("link[rel][href]")
            .Select(link => (Rank: RankOf(link), Address: AddressOf(link, address)))
            .Where(link => link is { Rank: not null, Address: not null })
            .OrderBy(link => link.Rank).Take(MostLinks).Select(link => link.Address!)];

    private static Uri BaseOf(IHtmlDocument document, Uri address) =>
        document.QuerySelector("base[href]")?.GetAttribute("href") is { } href && Uri.TryCreate(address, href.Trim(), out var of) && IsWeb(of) ? of : address;

    /// <summary>How far from what a list wants; null when it is no icon.</summary>
    private static int? RankOf(IHtmlLinkElement link)
    {
        var words = (link.GetAttribute("rel") ?? "").Split([' ', '\t', '\n', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var isTouch = words.Contains("apple-touch-icon", StringComparer.OrdinalIgnoreCase);
        if (!isTouch && !words.Contains("icon", StringComparer.OrdinalIgnoreCase))
            return null;
        if (link.GetAttribute("type")?.Contains("svg", StringComparison.OrdinalIgnoreCase) == true)
            return null;
        var size = SizesOf(link.GetAttribute("sizes")).Select(size => size >= WantedSize ? size - WantedSize : 1000 - size).DefaultIfEmpty(WantedSize).Min();
        return isTouch ? 10_000 + size : size;
    }

    private static IEnumerable<int> SizesOf(string? sizes) =>
        (sizes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(size => int.TryParse(size.Split('x', 'X')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : 0)
            .Where(width => width is > 0 and <= 4096);

    private static Uri? AddressOf(IHtmlLinkElement link, Uri address)
    {
        var href = link.GetAttribute("href")!.Trim();
        if (href.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return href.Length <= LongestAddress && Uri.TryCreate(href, UriKind.Absolute, out var inline) ? inline : null;
        return href.Length is > 0 and <= LongestAddress && Uri.TryCreate(address, href, out var target) && IsWeb(target)
            && !target.AbsolutePath.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? target : null;
    }

    private static bool IsWeb(Uri address) => address.Scheme is "http" or "https";
}
