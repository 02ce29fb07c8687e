using System.Xml;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Feeds;

/// <summary>Reads lists of feeds (OPML 2.0). Outlines round a feed, and its categories, are its groups.</summary>
internal sealed class OpmlReader(TimeProvider clock, WatchUrlRules rules)
{
    private static readonly string[] Known = ["text", "title", "xmlUrl", "htmlUrl", "url", "type", "category", "version", "description", "language"];

    /// <summary>The watches of a list.</summary>
    /// <exception cref="ImportException">It is no XML before the first outline.</exception>
    public ImportResult Read(string text)
    {
        var (report, watches) = (new ImportReport(), new List<ImportedWatch>());
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        try
        {
            ReadOutlines(reader, watches, report);
        }
        catch (XmlException broken)
        {
            var where = FormattableString.Invariant($"line {broken.LineNumber}");
            if (watches.Count == 0)
                throw new ImportException($"The file is not well-formed XML ({where}): {broken.Message}", broken);
            report.Refused(where, $"The file is not well-formed from here on: {broken.Message}", "Mend the file and import it again.");
        }

        return new ImportResult(ImportFormat.Opml, report) { Watches = watches };
    }

    private void ReadOutlines(XmlReader reader, List<ImportedWatch> watches, ImportReport report)
    {
        var around = new List<(int Depth, string Title)>();
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element || !reader.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase))
                continue;
            around.RemoveAll(outer => outer.Depth >= reader.Depth);
            var attributes = Attributes(reader);
            var title = attributes.GetValueOrDefault("title") ?? attributes.GetValueOrDefault("text") ?? "";
            if (Address(attributes) is { } address)
                Add(address, title, attributes, [.. around.Select(outer => outer.Title)], Place(reader), watches, report);
            else if (reader.IsEmptyElement)
                report.Refused(Place(reader), $"The entry '{ImportText.Quote(title)}' has no address.");
            // Deeper than anybody files feeds, a title more is no group any more.
            if (Address(attributes) is null && !reader.IsEmptyElement && around.Count < ImportLimits.Depth)
                around.Add((reader.Depth, title));
        }
    }

    private void Add(string address, string title, Dictionary<string, string> attributes, string[] around, string place, List<ImportedWatch> watches, ImportReport report)
    {
        if (!TypedUrl.TryParse(address, clock, rules, out var url, out var problem))
        {
            report.Refused(place, $"{ImportText.Quote(address)}: {problem}");
            return;
        }

        foreach (var other in attributes.Keys.Except(Known, StringComparer.OrdinalIgnoreCase))
            report.NotCarriedOver(place, $"The attribute {ImportText.Quote(other)} has no meaning here.");
        var categories = attributes.GetValueOrDefault("category", "").Split(',').Select(category => category.Trim().Trim('/').Split('/')[^1]);
        watches.Add(new ImportedWatch
        {
            Place = place,
            Draft = new WatchDraft { Url = url.Text, Settings = new WatchSettings { Title = string.IsNullOrWhiteSpace(title) ? null : title.Trim() } },
            GroupTitles = GroupNames.Of(around.Concat(categories)),
        });
    }

    private static string? Address(Dictionary<string, string> attributes) =>
        ((string[])["xmlUrl", "url", "htmlUrl"]).Select(attributes.GetValueOrDefault).FirstOrDefault(address => !string.IsNullOrWhiteSpace(address));

    private static Dictionary<string, string> Attributes(XmlReader reader)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < reader.AttributeCount; index++)
        {
            reader.MoveToAttribute(index);
            attributes[reader.LocalName] = reader.Value;
        }

        reader.MoveToElement();
        return attributes;
    }

    private static string Place(XmlReader reader) => FormattableString.Invariant($"line {((IXmlLineInfo)reader).LineNumber}");
}
