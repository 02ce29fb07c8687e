using System.Xml;

namespace ChangeDetection.Api.Feeds;

/// <summary>Atom 1.0 (RFC 4287).</summary>
internal sealed class AtomFormat : FeedFormat
{
    public override string Type => "application/atom+xml";

    public override string Name => "atom";

    public override void Begin(XmlWriter xml, Feed feed, DateTimeOffset now)
    {
        xml.WriteStartElement("feed", AtomNames);
        Text(xml, "id", feed.Id);
        Text(xml, "title", feed.Title);
        Text(xml, "subtitle", feed.Description);
        Text(xml, "updated", Rfc3339(feed.UpdatedAt ?? now));
        Link(xml, "alternate", "text/html", feed.Page);
        Link(xml, "self", Type, feed.Self);
        xml.WriteStartElement("author");
        Text(xml, "name", Maker);
        xml.WriteEndElement();
        Text(xml, "generator", Maker);
    }

    public override void Write(XmlWriter xml, FeedEntry entry, string html)
    {
        xml.WriteStartElement("entry");
        Text(xml, "id", entry.Uri);
        Text(xml, "title", entry.Title);
        Text(xml, "updated", Rfc3339(entry.At));
        Text(xml, "published", Rfc3339(entry.At));
        Link(xml, "alternate", "text/html", entry.Page);
        foreach (var category in entry.Categories)
        {
            xml.WriteStartElement("category");
            xml.WriteAttributeString("term", XmlText.Of(category));
            xml.WriteEndElement();
        }

        xml.WriteStartElement("content");
        xml.WriteAttributeString("type", "html");
        xml.WriteString(XmlText.Of(html));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", XmlText.Of(address));
        xml.WriteEndElement();
    }
}
