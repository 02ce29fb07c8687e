namespace ChangeDetection.Core.Extraction.Html;

/// <summary>Traits of HTML elements.</summary>
[Flags]
internal enum TagTraits
{
    None = 0,

    /// <summary>Stands on lines of its own.</summary>
    Block = 1,

    /// <summary>Has an empty line before and after.</summary>
    Margin = 2,

    /// <summary>Never has an end tag.</summary>
    Void = 4,

    /// <summary>Shows no text.</summary>
    Skipped = 8,

    /// <summary>Its content is text up to its end tag, not markup.</summary>
    Raw = 16,

    /// <summary>White space and line ends count.</summary>
    Preformatted = 32,

    /// <summary>Its end tag may be left out and is then implied by an outer end tag.</summary>
    ImpliedEnd = 64,

    /// <summary>Its start tag ends an open paragraph.</summary>
    ClosesParagraph = 128,

    /// <summary>In the standard's list of special elements.</summary>
    Special = 256,

    /// <summary>A heading.</summary>
    Heading = 512,

    /// <summary>A part of a table.</summary>
    TablePart = 1024,

    /// <summary>A table cell.</summary>
    Cell = 2048,

    /// <summary>In the standard's list of formatting elements.</summary>
    Formatting = 4096,

    /// <summary>Parsed by rules that only the full parser knows.</summary>
    Intricate = 8192,
}
