using System.Globalization;
using System.Xml;

namespace ChangeDetection.Api.Feeds;

/// <summary>How a feed is written.</summary>
internal abstract class FeedFormat
{
    /// <summary>The name of the product, as the maker of every feed.</summary>
    protected const string Maker = "ChangeDetection";

    /// <summary>The namespace of Atom.</summary>
    protected const string AtomNames = "http://www.w3.org/2005/Atom";

    /// <summary>The media type.</summary>
    public abstract string Type { get; }

    /// <summary>What <c>format=</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The format of a name, RSS when none is given; null for one that is none.</summary>
    public static FeedFormat? Of(string? name) => name switch
    {
        null or "" or "rss" => new RssFormat(),
        "atom" => new AtomFormat(),
        _ => null,
    };

    /// <summary>Writes everything that stands before the first entry, and leaves the elements round the entries open.</summary>
    public abstract void Begin(XmlWriter xml, Feed feed, DateTimeOffset now);

    /// <summary>Writes an entry.</summary>
    public abstract void Write(XmlWriter xml, FeedEntry entry, string html);

    /// <summary>Writes an element that holds a text.</summary>
    protected static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, XmlText.Of(text));

    /// <summary>A moment as RFC 3339 has it.</summary>
    protected static string Rfc3339(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment as RFC 822 has it, with four digits of the year.</summary>
    protected static string Rfc822(DateTimeOffset moment) => moment.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
