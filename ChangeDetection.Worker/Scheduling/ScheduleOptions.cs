using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>How the scheduler paces itself.</summary>
internal sealed class ScheduleOptions
{
    public const string Section = "Schedule";

    /// <summary>How often due watches are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often waiting orders are offered to the queue again, in case it lost them.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan OfferAgainAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a worker shows that it lives.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a worker's sign of life may stand still before its checks are given to others.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:30:00")]
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a living worker has time for at least two heartbeats before it is taken for dead.</summary>
    public bool LeavesTimeForHeartbeats => DeadAfter >= 2 * Heartbeat;

    /// <summary>How often the scheduler shows that it lives.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan SeatBeat { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the scheduler's sign of life may stand still before another process takes its seat.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:30:00")]
    public TimeSpan SeatDeadAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a living scheduler has time for at least two signs of life before it is taken for dead.</summary>
    public bool LeavesTimeForSeatBeats => SeatDeadAfter >= 2 * SeatBeat;

    /// <summary>Whether this process has the store to itself, so that the seat of a scheduler that died is free.</summary>
    public bool IsAlone { get; set; }

    /// <summary>The most watches offered in one transaction.</summary>
    [Range(1, 10_000)]
    public int Batch { get; init; } = 500;

    /// <summary>The most scheduled checks offered per second, so that what became overdue in a long pause does not come all at once.</summary>
    [Range(1, 1_000_000)]
    public int MaxPerSecond { get; init; } = 500;

    /// <summary>While more orders than this wait in the queue no scheduled ones are added; due watches wait in the store.</summary>
    [Range(1, 1_000_000)]
    public int MaxWaiting { get; init; } = 5000;
}
