using System.ComponentModel.DataAnnotations;
using ChangeDetection.Infrastructure.Redis;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>How the queue of work in Redis behaves.</summary>
internal sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>What every name in Redis begins with.</summary>
    [Required]
    public string KeyPrefix { get; init; } = RedisKeys.DefaultPrefix;

    /// <summary>How long a worker's heartbeat must stand still, by an observer's own stopwatch, until its orders are taken over.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "01:00:00")]
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a worker looks for work when the bell does not ring.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a worker says that it lives and looks whether the others do.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long Redis may take for an answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a living worker has time for at least two heartbeats before it is taken for dead.</summary>
    public bool LeavesTimeForHeartbeats => DeadAfter >= 2 * HeartbeatInterval;
}
