namespace ChangeDetection.Core.Checks;

/// <summary>What a fetch cost and what the site said about the next one.</summary>
public sealed record FetchFacts
{
    /// <summary>The status of the answer; null when none came.</summary>
    public int? Status { get; init; }

    /// <summary>The size of the page after decompression; null when none came.</summary>
    public long? Bytes { get; init; }

    /// <summary>How far the check had to go.</summary>
    public CheckPath Path { get; init; }

    /// <summary>What to ask by next time; null when the site gave nothing.</summary>
    public PageValidators? Validators { get; init; }

    /// <summary>How long the site asked to be left alone (429, or Retry-After); null when it did not.</summary>
    public TimeSpan? HostPause { get; init; }
}
