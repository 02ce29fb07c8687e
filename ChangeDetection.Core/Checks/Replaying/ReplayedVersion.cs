namespace ChangeDetection.Core.Checks.Replaying;

/// <summary>A past version as other rules would have judged it.</summary>
/// <param name="TakenAt">When it was stored.</param>
/// <param name="Outcome">How its check would have ended.</param>
public sealed record ReplayedVersion(DateTimeOffset TakenAt, CheckOutcome Outcome);
