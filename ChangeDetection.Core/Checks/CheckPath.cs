namespace ChangeDetection.Core.Checks;

/// <summary>How far a check had to go. The numbers are stored and never change.</summary>
public enum CheckPath
{
    /// <summary>No page came.</summary>
    NoPage = 0,

    /// <summary>The page was read and judged by all rules.</summary>
    Judged = 1,

    /// <summary>The page's bytes were those of the last check, so only their hash was computed.</summary>
    SameBytes = 2,

    /// <summary>The site said that the page is not modified and sent none.</summary>
    NotModified = 3,
}
