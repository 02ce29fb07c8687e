namespace ChangeDetection.Core.Filtering.Steps;

/// <summary>Keeps only the first of equal lines.</summary>
internal sealed class DropDuplicateLines : IFilterStep
{
    public PageText Apply(PageText text, FilterRules rules) => rules.DropsDuplicates ? text.Map(KeepFirst) : text;

    private static string KeepFirst(string text)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return string.Join('\n', text.Split('\n').Where(seen.Add));
    }
}
