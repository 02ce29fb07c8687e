using ChangeDetection.Core.Checks.Judging;

namespace ChangeDetection.Core.Checks;

/// <summary>A finished check, ready to be stored.</summary>
/// <param name="Lease">The right under which it ran.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Facts">What the page said about itself.</param>
/// <param name="Duration">From the lease to now.</param>
/// <param name="NextCheckAt">When the next scheduled check is due.</param>
public sealed record CheckReport(CheckLease Lease, CheckOutcome Outcome, PageFacts Facts, TimeSpan Duration, DateTimeOffset NextCheckAt)
{
    /// <summary>What the engine wants remembered for the next check; null when the page was not judged.</summary>
    public PageVerdict? Verdict { get; init; }

    /// <summary>The <see cref="Watches.GlobalSettings.ScheduleVersion"/> under which <see cref="NextCheckAt"/> was worked out.</summary>
    public long ScheduleVersion { get; init; }

    /// <summary>What the fetch cost, and what the site said about the next one.</summary>
    public FetchFacts Fetch { get; init; } = new();
}
