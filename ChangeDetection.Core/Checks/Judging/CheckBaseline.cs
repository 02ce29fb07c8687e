using ChangeDetection.Core.Restock;

namespace ChangeDetection.Core.Checks.Judging;

/// <summary>What earlier checks of the watch left for the next one; all of it is stored beside the watch.</summary>
public sealed record CheckBaseline
{
    /// <summary>Checksum of the last accepted text; null before the first.</summary>
    public string? PreviousChecksum { get; init; }

    /// <summary>Hash of the bytes of the last check; null when not known.</summary>
    public string? RawChecksum { get; init; }

    /// <summary>The rules under which the last check ran; null when not known.</summary>
    public string? RulesFingerprint { get; init; }

    /// <summary>Whether the last check ended as unchanged or changed.</summary>
    public bool WasSuccess { get; init; }

    /// <summary>The offer the last check of a shop page found; null before the first.</summary>
    public Offer? Offer { get; init; }
}
