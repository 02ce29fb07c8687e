using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Extraction.Feeds;
using ChangeDetection.Core.Extraction.Html;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Core.Extraction.Selecting;
using Newtonsoft.Json.Linq;

namespace ChangeDetection.Core.Extraction;

/// <summary>Reads one page as the watch's filters say. However many filters there are, the page is parsed once.</summary>
internal sealed class PageReader(CheckInput input, CheckDeadline deadline) : IDisposable
{
    private RentedText? _rented;
    private ReadOnlyMemory<char> _text;
    private PageDom? _dom;

    private bool ShowsLinks => input.Global.RenderAnchorTagContent;

    /// <summary>Reads the page.</summary>
    /// <exception cref="FilterException">A filter is wrong, or the page cannot be read within the bounds.</exception>
    public ExtractedPage Read()
    {
        var include = PageFilter.ParseAll(input.IncludeFilters);
        var subtract = PageFilter.ParseAll(input.SubtractiveSelectors);
        var kind = Load();
        if (include.Count > 0)
            return Select(kind, include, subtract);
        if (input.IsSource)
            return new ExtractedPage(kind, subtract.Count == 0 || !IsMarkup(kind) ? _text.ToString() : Subtracted(kind, subtract).Document.ToHtml(), null);
        return subtract.Count == 0 || !IsMarkup(kind) ? ReadWhole(kind) : ReadRest(Subtracted(kind, subtract), kind);
    }

    /// <summary>The parsed document, for what reads other things than text from a page.</summary>
    public PageDom ReadDom() => Dom(Load());

    /// <inheritdoc/>
    public void Dispose() => _rented?.Dispose();

    private PageKind Load()
    {
        if (PageSniffing.IsPdf(input.Content))
        {
            _text = PdfPages.AsHtml(input.Content.Bytes, deadline).AsMemory();
            return PageKind.Pdf;
        }

        _rented = PageDecoding.DecodeRented(input.Content);
        _text = _rented.Value.Memory;
        var kind = PageSniffing.KindOf(input.Content, _text.Span);
        if (kind == PageKind.Feed && input.Global.RssReaderMode && XmlDocuments.Parse(_text.ToString(), deadline) is { } feed)
            (_text, kind) = (FeedHtml.Of(feed).AsMemory(), PageKind.Html);
        return kind;
    }

    private static bool IsMarkup(PageKind kind) => kind is PageKind.Html or PageKind.Pdf or PageKind.Feed or PageKind.Xml;

    private ExtractedPage ReadWhole(PageKind kind)
    {
        switch (kind)
        {
            case PageKind.Html or PageKind.Pdf:
                if (QuickHtml.TryRead(_text.Span, ShowsLinks, out var text, out var title))
                    return new ExtractedPage(kind, text, title);
                return ReadRest(Dom(kind), kind);
            case PageKind.Json:
                return new ExtractedPage(kind, ReadJson(_text.ToString()), null);
            case PageKind.Feed when XmlDocuments.Parse(_text.ToString(), deadline) is { } feed:
                _text = FeedHtml.Of(feed).AsMemory();
                return ReadWhole(PageKind.Html) with { Kind = kind, Title = FeedHtml.TitleOf(feed) };
            default:
                return new ExtractedPage(kind, _text.ToString(), null);
        }
    }

    private string ReadJson(string json)
    {
        JsonText.ThrowIfTooComplex(json, deadline);
        return JsonText.Sorted(json, deadline) ?? json;
    }

    private ExtractedPage ReadRest(PageDom dom, PageKind kind)
    {
        using var text = new DomText(ShowsLinks, deadline);
        if (dom.IsXml)
            text.AddVerbatim(XmlLines(dom, dom.Document));
        else if (dom.Document.Body is { } body)
            text.Add(body);
        return new ExtractedPage(kind, text.ToString(), TitleOf(dom));
    }

    private PageDom Subtracted(PageKind kind, IReadOnlyList<PageFilter> subtract)
    {
        var dom = Dom(kind);
        // XPath first, as written for the page's whole structure; then CSS.
        foreach (var filter in subtract.OrderBy(filter => filter.Kind == FilterKind.Css))
        {
            if (filter.IsForJson)
                throw new FilterException($"'{filter.Expression}' cannot remove elements; use a CSS or XPath selector.");
            dom.Remove(Found(dom, filter).OfType<SelectedPart.Node>().Select(part => part.Element).Where(element => element.Parent is not null));
        }

        return dom;
    }

    private ExtractedPage Select(PageKind kind, IReadOnlyList<PageFilter> include, IReadOnlyList<PageFilter> subtract)
    {
        if (subtract.Count > 0 && IsMarkup(kind))
            Subtracted(kind, subtract);
        var parts = include.SelectMany(filter => filter.IsForJson ? FoundInJson(kind, filter) : Found(Dom(kind), filter)).ToList();
        var elements = parts.OfType<SelectedPart.Node>().Select(part => part.Element);
        var isFound = parts.Exists(part => part is SelectedPart.Node || part is SelectedPart.Words { Text: { } words } && !string.IsNullOrWhiteSpace(words));
        return new ExtractedPage(kind, TextOf(parts), _dom is null ? null : TitleOf(_dom), HasFilters: true, elements.Any(HasImage), isFound);
    }

    private string TextOf(List<SelectedPart> parts)
    {
        using var text = new DomText(ShowsLinks, deadline);
        foreach (var part in parts)
        {
            if (part is SelectedPart.Words words)
                text.AddVerbatim(words.Text);
            else if (input.IsSource)
                text.AddVerbatim(((SelectedPart.Node)part).Element.OuterHtml);
            else if (_dom!.IsXml)
                text.AddVerbatim(XmlLines(_dom, ((SelectedPart.Node)part).Element));
            else
                text.Add(((SelectedPart.Node)part).Element);
        }

        return text.ToString();
    }

    private static IEnumerable<SelectedPart> Found(PageDom dom, PageFilter filter) => filter.Kind switch
    {
        FilterKind.Css => CssParts.Select(dom, filter.Expression).Select(element => new SelectedPart.Node(element)),
        FilterKind.XPath1 => XPathParts.Select1(dom, filter.Expression),
        _ => XPath2Parts.Select(dom, filter.Expression),
    };

    private IEnumerable<SelectedPart> FoundInJson(PageKind kind, PageFilter filter)
    {
        var hasJson = false;
        foreach (var json in EmbeddedJson.In(_text.ToString(), () => Dom(kind), deadline))
        {
            hasJson = true;
            var found = FoundIn(json, filter);
            if (!string.IsNullOrWhiteSpace(found))
                return [new SelectedPart.Words(found)];
        }

        if (!hasJson)
            JsonText.ThrowIfTooComplex(_text.ToString(), deadline);
        return hasJson ? [] : throw new FilterException(CheckFailure.JsonNotFound, FailureTexts.JsonNotFound);
    }

    private string FoundIn((string Text, JToken Value) json, PageFilter filter)
    {
        if (filter.Kind == FilterKind.JsonPath)
            return JsonText.Of(JsonPathValues.Select(json.Value, filter.Expression, deadline));
        if (JqWords.FirstRefused(filter.Expression) is { } refused)
            throw new FilterException($"'{refused.Word}' cannot be used in a jq filter.");
        var output = input.Jq.Run(filter.Expression, json.Text, filter.Kind == FilterKind.JqRaw);
        if (filter.Kind == FilterKind.JqRaw)
            return output.TrimEnd('\n');
        var values = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonText.Parse(line, deadline) ?? line).ToList();
        return JsonText.Of(values);
    }

    private PageDom Dom(PageKind kind)
    {
        if (_dom is not null)
            return _dom;
        if (kind is PageKind.Feed or PageKind.Xml && XmlDocuments.Parse(_text.ToString(), deadline) is { } xml)
            return _dom = new PageDom(xml, isXml: true, deadline);
        return _dom = new PageDom(HtmlDocuments.Parse(_text, deadline), isXml: false, deadline);
    }

    private static string? TitleOf(PageDom dom)
    {
        if (dom.IsXml)
            return FeedHtml.TitleOf(dom.Document);
        return dom.Document.Title is { Length: > 0 } title ? title : null;
    }

    private static bool HasImage(IElement element) =>
        element.LocalName is "img" or "svg" or "picture" || element.QuerySelector("img, svg, picture") is not null;

    private static string XmlLines(PageDom dom, INode root)
    {
        var lines = new StringBuilder();
        foreach (var words in dom.Below(root).OfType<IText>())
        {
            if (words.TextContent.Trim() is { Length: > 0 } line)
                lines.Append(lines.Length == 0 ? "" : "\n").Append(line);
        }

        return lines.ToString();
    }
}
