using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChangeDetection.Core.Checks;

namespace ChangeDetection.Core.Extraction.Html;

/// <summary>Parses HTML with bounds on depth, attributes and time.</summary>
internal static class HtmlDocuments
{
    private const int MaxDepth = 512;
    private const int MaxAttributes = 1000;
    private const int MaxElements = 500_000;

    /// <summary>The document of a page.</summary>
    /// <exception cref="FilterException">The page is built to take more than a check may take.</exception>
    public static IHtmlDocument Parse(ReadOnlyMemory<char> page, CheckDeadline deadline)
    {
        var (attributes, elements) = (0, 0);
        var options = new HtmlParserOptions
        {
            MaximumDepth = MaxDepth,
            SkipComments = true,
            DisableElementPositionTracking = true,
            OnCreated = (_, _) =>
            {
                attributes = 0;
                deadline.Tick();
                if (++elements > MaxElements)
                    throw new FilterException(CheckFailure.TooComplex, $"The page has more than {MaxElements} elements.");
            },
            ShouldEmitAttribute = (ref _, _) => ++attributes < MaxAttributes,
        };
        return new HtmlParser(options).ParseDocument(page);
    }
}
