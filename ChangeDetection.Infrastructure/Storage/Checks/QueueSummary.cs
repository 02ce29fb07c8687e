using ChangeDetection.Core.Checks;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>The queue and the schedule in numbers.</summary>
public sealed record QueueSummary
{
    /// <summary>How many checks wait, by who wants them.</summary>
    public required IReadOnlyDictionary<CheckPriority, int> Waiting { get; init; }

    /// <summary>How many of them wait for their host.</summary>
    public required int Parked { get; init; }

    /// <summary>How many checks run.</summary>
    public required int Running { get; init; }

    /// <summary>Since when the longest waiting one waits that does not wait for its host; null when none does.</summary>
    public required DateTimeOffset? OldestSince { get; init; }

    /// <summary>When the most overdue watch was due that is not even queued; null when none is.</summary>
    public required DateTimeOffset? DueSince { get; init; }

    /// <summary>How many checks wait in all.</summary>
    public int WaitingCount => Waiting.Values.Sum();
}
