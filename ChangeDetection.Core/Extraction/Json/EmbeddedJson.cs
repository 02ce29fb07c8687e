using AngleSharp.Dom;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction.Selecting;
using Newtonsoft.Json.Linq;

namespace ChangeDetection.Core.Extraction.Json;

/// <summary>Finds the JSON of a page: the page itself, a function call's argument (JSONP), or what its script elements hold.</summary>
internal static class EmbeddedJson
{
    /// <summary>The documents in the order in which filters try them; empty when the page has none.</summary>
    public static IEnumerable<(string Text, JToken Value)> In(string page, Func<PageDom> dom, CheckDeadline deadline)
    {
        if (JsonText.Parse(page, deadline) is { } value)
            return [(page, value)];
        if (Argument(page) is { } text && JsonText.Parse(text, deadline) is { } argument)
            return [(text, argument)];
        return page.Contains('<', StringComparison.Ordinal) ? InScripts(dom(), deadline) : [];
    }

    private static IEnumerable<(string Text, JToken Value)> InScripts(PageDom page, CheckDeadline deadline)
    {
        var scripts = page.Elements().Where(element => element.LocalName == "script")
            .Select(script => (Rank: RankOf(script), Text: script.TextContent.Trim()))
            .Where(script => script.Text.Length > 1).OrderBy(script => script.Rank);
        foreach (var (_, text) in scripts)
        {
            if (text[0] is '{' or '[' && JsonText.Parse(text, deadline) is { } value)
                yield return (text, value);
        }

        var body = page.Document.Body is { } element ? page.TextOf(element).Trim() : "";
        if (body is ['{' or '[', ..] && JsonText.Parse(body, deadline) is { } whole)
            yield return (body, whole);
    }

    private static int RankOf(IElement script) => script.GetAttribute("type")?.Trim().ToLowerInvariant() switch
    {
        "application/ld+json" => 0,
        "application/json" => 1,
        _ => 2,
    };

    private static string? Argument(string page)
    {
        var text = page.AsSpan().Trim();
        var open = text.IndexOf('(');
        var close = text.TrimEnd("; \n").LastIndexOf(')');
        if (open < 1 || close < open || close != text.TrimEnd("; \n").Length - 1 || text[..open].IndexOfAny("<> \n\"'") >= 0)
            return null;
        return text[(open + 1)..close].Trim().ToString();
    }
}
