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
}
