namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>The language of a filter.</summary>
public enum FilterKind
{
    /// <summary>A CSS selector: no prefix.</summary>
    Css = 0,

    /// <summary>XPath 2: <c>xpath:</c>, or a leading slash.</summary>
    XPath = 1,

    /// <summary>XPath 1: <c>xpath1:</c>.</summary>
    XPath1 = 2,

    /// <summary>JSONPath: <c>json:</c>.</summary>
    JsonPath = 3,

    /// <summary>jq, results as JSON: <c>jq:</c>.</summary>
    Jq = 4,

    /// <summary>jq, results as raw text: <c>jqraw:</c>.</summary>
    JqRaw = 5,
}
