namespace ChangeDetection.Core.Filtering.Steps;

/// <summary>Takes white space from both ends of every line, and empty lines out.</summary>
internal sealed class TrimLines : IFilterStep
{
    public PageText Apply(PageText text, FilterRules rules) => rules.TrimsLines ? text.Map(Trim) : text;

    private static string Trim(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
