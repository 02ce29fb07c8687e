namespace ChangeDetection.Core.Filtering.Steps;

/// <summary>Leaves ignored lines out of what is compared.</summary>
internal sealed class DropIgnoredLines : IFilterStep
{
    public PageText Apply(PageText text, FilterRules rules) =>
        TextLines.Marked(text.Compared, rules.Ignored, rules.Deadline) is { } ignored
            ? text with { Compared = TextLines.Without(text.Compared, ignored) }
            : text;
}
