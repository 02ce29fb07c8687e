namespace ChangeDetection.Tests.Faults;

/// <summary>What is left after a run: what was true and what the product says.</summary>
internal sealed record FaultLogs
{
    /// <summary>What the origin served, in its order.</summary>
    public required IReadOnlyList<Serving> Served { get; init; }

    /// <summary>The versions the product stored of each page, oldest first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<int>> Stored { get; init; }

    /// <summary>How many checks of each page found a change, as far as that is known.</summary>
    public IReadOnlyDictionary<string, long> Changes { get; init; } = new Dictionary<string, long>();

    /// <summary>The last value that the API acknowledged for each thing; null for one whose deletion it acknowledged.</summary>
    public IReadOnlyDictionary<string, string?> Acknowledged { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the API shows.</summary>
    public IReadOnlyDictionary<string, string> Visible { get; init; } = new Dictionary<string, string>();

    /// <summary>The end of the run by the clock of the origin; null when nobody asks for gaps.</summary>
    public TimeSpan? EndedAt { get; init; }

    /// <summary>The longest time allowed between two looks at a page.</summary>
    public TimeSpan LongestGap { get; init; }
}
