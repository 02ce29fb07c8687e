using StackExchange.Redis;

namespace ChangeDetection.Infrastructure.Redis;

/// <summary>The one place that spells the names of everything kept in Redis.</summary>
/// <remarks>On a cluster the prefix needs a hash tag, such as <c>{changedetection}:</c>, so that all keys share one slot.</remarks>
internal sealed class RedisKeys(string prefix)
{
    public const string DefaultPrefix = "changedetection:";

    /// <summary>The consumer group of every stream of work.</summary>
    public const string Workers = "workers";

    /// <summary>The streams of work, one for each of the <see cref="Queueing.WaitingLines"/>.</summary>
    public IReadOnlyList<RedisKey> Lines { get; } =
    [
        $"{prefix}work:manual:returned",
        $"{prefix}work:manual",
        $"{prefix}work:clone:returned",
        $"{prefix}work:clone",
        $"{prefix}work:scheduled:returned",
        $"{prefix}work:scheduled",
    ];

    /// <summary>The hash that says per watch which job stands in which stream under which entry.</summary>
    public RedisKey Jobs { get; } = $"{prefix}work:jobs";

    /// <summary>The hash of the consumers' heartbeat counters.</summary>
    public RedisKey Heartbeats { get; } = $"{prefix}work:heartbeats";

    /// <summary>The channel that rings after work was added.</summary>
    public RedisChannel Bell { get; } = RedisChannel.Literal($"{prefix}work:bell");

    /// <summary>The channel of live facts.</summary>
    public RedisChannel Facts { get; } = RedisChannel.Literal($"{prefix}facts");
}
