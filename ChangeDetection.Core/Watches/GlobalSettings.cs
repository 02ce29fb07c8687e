namespace ChangeDetection.Core.Watches;

/// <summary>Settings of the whole installation that people change at run time; one JSON document in the store.</summary>
public sealed record GlobalSettings
{
    /// <summary>How often pages are checked that have no interval of their own.</summary>
    public CheckInterval TimeBetweenCheck { get; init; } = new() { Hours = 3 };

    /// <summary>The key that REST clients send as <c>x-api-key</c>: 32 hexadecimal digits, made at first start.</summary>
    public string ApiAccessToken { get; init; } = "";

    /// <summary>Whether REST clients must send the key.</summary>
    public bool ApiAccessTokenEnabled { get; init; } = true;

    /// <summary>Whether an empty page is compared like any other.</summary>
    public bool EmptyPagesAreAChange { get; init; }

    /// <summary>Whether white space counts when two versions are compared; true means it does not.</summary>
    public bool IgnoreWhitespace { get; init; } = true;

    /// <summary>Text that is ignored on every page, in the language of <see cref="WatchSettings.IgnoreText"/>.</summary>
    public IReadOnlyList<string> GlobalIgnoreText { get; init; } = [];

    /// <summary>Selectors of parts that are removed from every page.</summary>
    public IReadOnlyList<string> GlobalSubtractiveSelectors { get; init; } = [];

    /// <summary>Whether links are shown as <c>[text](target)</c>.</summary>
    public bool RenderAnchorTagContent { get; init; }

    /// <summary>Whether filters see a feed as a page of items rather than as XML.</summary>
    public bool RssReaderMode { get; init; }

    /// <summary>Whether ignored lines are left out of the stored text.</summary>
    public bool StripIgnoredLines { get; init; }
}
