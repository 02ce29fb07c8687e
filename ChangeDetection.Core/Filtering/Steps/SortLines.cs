namespace ChangeDetection.Core.Filtering.Steps;

/// <summary>Sorts the lines, upper and lower case alike.</summary>
internal sealed class SortLines : IFilterStep
{
    public PageText Apply(PageText text, FilterRules rules) => rules.SortsLines ? text.Map(Sort) : text;

    private static string Sort(string text) =>
        string.Join('\n', text.Split('\n').OrderBy(line => line.ToLowerInvariant(), StringComparer.Ordinal));
}
