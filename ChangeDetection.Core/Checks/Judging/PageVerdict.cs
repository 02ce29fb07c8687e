using ChangeDetection.Core.Restock;

namespace ChangeDetection.Core.Checks.Judging;

/// <summary>What a page is found to be, and what is to be stored beside the watch.</summary>
/// <param name="Outcome">How the check ends.</param>
/// <param name="Title">The page's own title, at most 2,000 characters, or null.</param>
public sealed record PageVerdict(CheckOutcome Outcome, string? Title)
{
    /// <summary>Hash of the bytes judged; <see cref="CheckBaseline.RawChecksum"/> of the next check.</summary>
    public string? RawChecksum { get; init; }

    /// <summary>The rules applied; <see cref="CheckBaseline.RulesFingerprint"/> of the next check.</summary>
    public string? RulesFingerprint { get; init; }

    /// <summary>Whether nothing but the bytes' hash was computed: they are those of the last, successful check.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The whole text, to be kept beside the newest version when the watch counts only some kinds of change; else null.</summary>
    public string? SeenText { get; init; }

    /// <summary>What a shop page offers; null when the watch follows none. <see cref="CheckBaseline.Offer"/> of the next check.</summary>
    public Offer? Offer { get; init; }
}
