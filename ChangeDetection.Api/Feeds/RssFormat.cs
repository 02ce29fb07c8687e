using System.Xml;

namespace ChangeDetection.Api.Feeds;

/// <summary>RSS 2.0.</summary>
internal sealed class RssFormat : FeedFormat
{
    public override string Type => "application/rss+xml";

    public override string Name => "rss";

    public override void Begin(XmlWriter xml, Feed feed, DateTimeOffset now)
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, AtomNames);
        xml.WriteStartElement("channel");
        Text(xml, "title", feed.Title);
        Text(xml, "link", feed.Page);
        Text(xml, "description", feed.Description);
        Text(xml, "generator", Maker);
        Text(xml, "lastBuildDate", Rfc822(feed.UpdatedAt ?? now));
        xml.WriteStartElement("link", AtomNames);
        xml.WriteAttributeString("href", XmlText.Of(feed.Self));
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("type", Type);
        xml.WriteEndElement();
    }

    public override void Write(XmlWriter xml, FeedEntry entry, string html)
    {
        xml.WriteStartElement("item");
        Text(xml, "title", entry.Title);
        Text(xml, "link", entry.Page);
        Text(xml, "description", html);
        foreach (var category in entry.Categories)
            Text(xml, "category", category);
        xml.WriteStartElement("guid");
        xml.WriteAttributeString("isPermaLink", "false");
        xml.WriteString(entry.Guid);
        xml.WriteEndElement();
        Text(xml, "pubDate", Rfc822(entry.At));
        xml.WriteEndElement();
    }
}
