namespace ChangeDetection.Core.Filtering.Steps;

/// <summary>Keeps only the lines that contain one of some pieces of text, in any case.</summary>
internal sealed class KeepLinesContaining : IFilterStep
{
    public PageText Apply(PageText text, FilterRules rules) =>
        rules.LinesContaining.Count == 0 ? text : text.Map(whole => Keep(whole, rules.LinesContaining));

    private static string Keep(string text, IReadOnlyList<string> words) =>
        string.Join('\n', text.Split('\n').Where(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))));
}
