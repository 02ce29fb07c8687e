using ChangeDetection.Core.Filtering.Steps;

namespace ChangeDetection.Core.Filtering;

/// <summary>The rules for text in their one order.</summary>
internal static class FilterPipeline
{
    private static readonly IFilterStep[] Steps =
    [
        new TrimLines(),
        // Before extraction, so that ignore patterns see the lines as the page has them.
        new DropIgnoredLines(),
        new KeepLinesContaining(),
        new ExtractMatches(),
        new DropDuplicateLines(),
        // Last, so that it orders what is left.
        new SortLines(),
    ];

    /// <summary>Runs all rules.</summary>
    public static PageText Run(PageText text, FilterRules rules)
    {
        foreach (var step in Steps)
        {
            rules.Deadline.ThrowIfPassed();
            text = step.Apply(text, rules);
        }

        return rules.StripsIgnoredLines ? PageText.Of(text.Compared) : text;
    }
}
