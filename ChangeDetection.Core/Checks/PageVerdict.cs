namespace ChangeDetection.Core.Checks;

/// <summary>What a page is found to be.</summary>
/// <param name="Outcome">How the check ends.</param>
/// <param name="Title">The page's own title, at most 2,000 characters, or null.</param>
public sealed record PageVerdict(CheckOutcome Outcome, string? Title);
