using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction.Selecting;

namespace ChangeDetection.Core.Extraction.Feeds;

/// <summary>Parses XML into the same kind of document as HTML, so that one set of selectors serves both.</summary>
/// <remarks>A document type is skipped unread: no entity is declared, none expanded, nothing is fetched.</remarks>
internal static class XmlDocuments
{
    private const int MaxDepth = 512;
    private const int MaxNodes = 1_000_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    /// <summary>The document; null when it is not well-formed.</summary>
    /// <exception cref="FilterException">It is nested too deeply or has too many parts.</exception>
    public static IDocument? Parse(string xml, CheckDeadline deadline)
    {
        var document = new HtmlParser().ParseDocument("");
        document.RemoveChild(document.DocumentElement);
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml.TrimStart()), Settings);
            INode parent = document;
            var nodes = 0;
            while (reader.Read())
            {
                deadline.Tick();
                if (++nodes > MaxNodes)
                    throw new FilterException(CheckFailure.TooComplex, $"The document has more than {MaxNodes} parts.");
                parent = Add(document, parent, reader);
            }

            return document.ChildElementCount == 0 ? null : document;
        }
        catch (Exception wrong) when (wrong is XmlException or DomException or InvalidOperationException)
        {
            return null;
        }
    }

    private static INode Add(IDocument document, INode parent, XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                if (reader.Depth > MaxDepth)
                    throw new FilterException(CheckFailure.TooComplex, $"The document is nested deeper than {MaxDepth} levels.");
                var element = MakeElement(document, reader);
                parent.AppendChild(element);
                return reader.IsEmptyElement ? parent : element;
            case XmlNodeType.EndElement:
                return parent.Parent!;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when parent is IElement:
                parent.AppendChild(document.CreateTextNode(reader.Value));
                return parent;
            default:
                return parent;
        }
    }

    private static IElement MakeElement(IDocument document, XmlReader reader)
    {
        var element = document.CreateElement(reader.Prefix.Length == 0 ? "urn:none" : DomNavigator.PrefixNamespace + reader.Prefix, reader.Name);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                element.SetAttribute(reader.Name, reader.Value);
        }

        reader.MoveToElement();
        return element;
    }
}
