using System.Globalization;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Feeds;

/// <summary>A feed as a reader sees it, read strictly: no DTD, no character that XML forbids, every element there that the formats require.</summary>
internal sealed record FeedDocument(string Title, IReadOnlyList<FeedDocument.Item> Items)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>Gets a feed and judges its form.</summary>
    public static async Task<FeedDocument> GetAsync(ApiHost api, string path, CancellationToken cancellationToken)
    {
        using var answer = await api.Anonymous().GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var isAtom = path.Contains("format=atom", StringComparison.Ordinal);
        Assert.Equal(isAtom ? "application/atom+xml; charset=utf-8" : "application/rss+xml; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = XmlReader.Create(body, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = true, Async = true });
        var document = await XDocument.LoadAsync(reader, LoadOptions.None, cancellationToken);
        return isAtom ? OfAtom(document.Root!) : OfRss(document.Root!);
    }

    private static FeedDocument OfRss(XElement root)
    {
        Assert.Equal(("rss", "2.0"), (root.Name.ToString(), root.Attribute("version")?.Value));
        var channel = Assert.Single(root.Elements());
        Assert.Equal("channel", channel.Name);
        Assert.True(Uri.TryCreate(One(channel, "link"), UriKind.Absolute, out _));
        Assert.NotEqual("", One(channel, "description"));
        RfcDate(One(channel, "lastBuildDate"));
        Assert.Equal("self", Assert.Single(channel.Elements(Atom + "link")).Attribute("rel")?.Value);
        return new FeedDocument(One(channel, "title"), [.. channel.Elements("item").Select(OfItem)]);
    }

    private static Item OfItem(XElement item)
    {
        Assert.Equal("false", item.Element("guid")?.Attribute("isPermaLink")?.Value);
        return new Item(
            One(item, "guid"), One(item, "title"), One(item, "link"), One(item, "description"), RfcDate(One(item, "pubDate")), [.. item.Elements("category").Select(category => category.Value)]);
    }

    private static FeedDocument OfAtom(XElement root)
    {
        Assert.Equal(Atom + "feed", root.Name);
        Assert.True(Uri.TryCreate(One(root, Atom + "id"), UriKind.Absolute, out _));
        XmlConvert.ToDateTimeOffset(One(root, Atom + "updated"));
        Assert.NotEqual("", One(root.Element(Atom + "author")!, Atom + "name"));
        Assert.Equal(["alternate", "self"], root.Elements(Atom + "link").Select(link => link.Attribute("rel")!.Value));
        return new FeedDocument(One(root, Atom + "title"), [.. root.Elements(Atom + "entry").Select(OfEntry)]);
    }

    private static Item OfEntry(XElement entry)
    {
        var id = new Uri(One(entry, Atom + "id"));
        Assert.Equal("html", entry.Element(Atom + "content")?.Attribute("type")?.Value);
        return new Item(
            id.OriginalString.Replace("urn:uuid:", "", StringComparison.Ordinal).Replace('#', '/'), One(entry, Atom + "title"),
            entry.Elements(Atom + "link").Single(link => link.Attribute("rel")!.Value == "alternate").Attribute("href")!.Value, One(entry, Atom + "content"),
            XmlConvert.ToDateTimeOffset(One(entry, Atom + "updated")), [.. entry.Elements(Atom + "category").Select(category => category.Attribute("term")!.Value)]);
    }

    private static string One(XElement parent, XName name) => Assert.Single(parent.Elements(name)).Value;

    private static DateTimeOffset RfcDate(string text) => DateTimeOffset.ParseExact(text, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>One entry, in either format.</summary>
    internal sealed record Item(string Guid, string Title, string Link, string Html, DateTimeOffset At, IReadOnlyList<string> Categories);
}
