namespace ChangeDetection.Core.Checks;

/// <summary>What a fetch said about a page besides its text; null members were not said.</summary>
public sealed record PageFacts
{
    /// <summary>The page's own title, at most 2,000 characters.</summary>
    public string? Title { get; init; }

    /// <summary>The Content-Type header.</summary>
    public string? ContentType { get; init; }

    /// <summary>The Server header in lower case, at most 255 characters.</summary>
    public string? Server { get; init; }
}
