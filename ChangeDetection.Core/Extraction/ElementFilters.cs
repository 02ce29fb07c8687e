using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace ChangeDetection.Core.Extraction;

/// <summary>Keeps and removes parts of a page by CSS selectors: first what is to be removed, then what is to be kept.</summary>
public static class ElementFilters
{
    /// <summary>The nodes to read, in the order of the filters; empty when include filters are given and none finds anything.</summary>
    /// <exception cref="FilterException">A filter is not a CSS selector.</exception>
    public static IReadOnlyList<INode> Select(IHtmlDocument document, IReadOnlyList<string> include, IReadOnlyList<string> subtract)
    {
        foreach (var element in subtract.Where(IsGiven).SelectMany(filter => Query(document, filter)).ToList())
            element.Remove();
        var filters = include.Where(IsGiven).ToList();
        if (filters.Count == 0)
            return document.Body is null ? [] : [document.Body];
        return [.. filters.SelectMany(filter => Query(document, filter))];
    }

    private static bool IsGiven(string filter) => !string.IsNullOrWhiteSpace(filter);

    private static IEnumerable<IElement> Query(IHtmlDocument document, string filter)
    {
        try
        {
            return document.QuerySelectorAll(filter.Trim());
        }
        catch (DomException wrong)
        {
            throw new FilterException($"'{filter}' is not a CSS selector.", wrong);
        }
    }
}
