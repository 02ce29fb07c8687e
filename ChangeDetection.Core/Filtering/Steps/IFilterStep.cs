namespace ChangeDetection.Core.Filtering.Steps;

/// <summary>One rule's work on a page's text.</summary>
internal interface IFilterStep
{
    /// <summary>The text after the rule; the same instance when the rule has nothing to do.</summary>
    PageText Apply(PageText text, FilterRules rules);
}
