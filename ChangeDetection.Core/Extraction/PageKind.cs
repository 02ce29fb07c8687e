namespace ChangeDetection.Core.Extraction;

/// <summary>What a page is, judged by its header and its first bytes.</summary>
public enum PageKind
{
    /// <summary>An HTML document.</summary>
    Html = 0,

    /// <summary>A JSON document, or one wrapped in a function call (JSONP).</summary>
    Json = 1,

    /// <summary>An RSS or Atom feed.</summary>
    Feed = 2,

    /// <summary>Any other XML document.</summary>
    Xml = 3,

    /// <summary>A PDF document.</summary>
    Pdf = 4,

    /// <summary>Plain text, shown as it is.</summary>
    PlainText = 5,

    /// <summary>Comma-separated values, shown as they are.</summary>
    Csv = 6,
}
