using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace ChangeDetection.Core.Extraction.Feeds;

/// <summary>An RSS or Atom feed as an HTML page: one block an item with title, link, identity, date and description.</summary>
internal static class FeedHtml
{
    private static readonly string[] Dates = ["pubDate", "published", "updated", "date"];
    private static readonly string[] Bodies = ["encoded", "content", "description", "summary"];

    /// <summary>The feed's own title, or null.</summary>
    public static string? TitleOf(IDocument feed) => feed.Children.FirstOrDefault() is { } root
        ? Find(Child(root, "channel") ?? root, "title")?.TextContent.Trim() is { Length: > 0 } title ? title : null
        : null;

    /// <summary>The page.</summary>
    public static string Of(IDocument feed)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body>");
        if (TitleOf(feed) is { } title)
            html.Append("<h1>").Append(WebUtility.HtmlEncode(title)).Append("</h1>");
        foreach (var item in feed.Descendants<IElement>().Where(element => element.LocalName is "item" or "entry"))
            Append(html, item);
        return html.Append("</body></html>").ToString();
    }

    private static void Append(StringBuilder html, IElement item)
    {
        var link = LinkOf(item);
        var identity = (Find(item, "guid") ?? Find(item, "id"))?.TextContent.Trim();
        html.Append("<div class=\"item\">");
        Line(html, "h2", "title", WebUtility.HtmlEncode(Find(item, "title")?.TextContent.Trim()));
        Line(html, "div", "link", WebUtility.HtmlEncode(link));
        if (identity != link)
            Line(html, "div", "guid", WebUtility.HtmlEncode(identity));
        Line(html, "div", "date", WebUtility.HtmlEncode(Dates.Select(name => Find(item, name)?.TextContent.Trim()).FirstOrDefault(date => !string.IsNullOrEmpty(date))));
        // A description is HTML by convention; it is only ever read as text.
        Line(html, "div", "description", Bodies.Select(name => Find(item, name)?.TextContent.Trim()).FirstOrDefault(body => !string.IsNullOrEmpty(body)));
        html.Append("</div>");
    }

    private static void Line(StringBuilder html, string tag, string name, string? content)
    {
        if (!string.IsNullOrEmpty(content))
            html.Append('<').Append(tag).Append(" class=\"").Append(name).Append("\">").Append(content).Append("</").Append(tag).Append('>');
    }

    private static string? LinkOf(IElement item)
    {
        var links = item.Children.Where(child => child.LocalName == "link").ToList();
        var link = links.Find(child => child.GetAttribute("rel") is null or "alternate") ?? links.FirstOrDefault();
        var target = link?.GetAttribute("href") ?? link?.TextContent;
        return string.IsNullOrWhiteSpace(target) ? null : target.Trim();
    }

    private static IElement? Find(IElement parent, string name) =>
        parent.Children.FirstOrDefault(child => child.LocalName == name && string.IsNullOrEmpty(child.Prefix)) ?? Child(parent, name);

    private static IElement? Child(IElement parent, string name) => parent.Children.FirstOrDefault(child => child.LocalName == name);
}
