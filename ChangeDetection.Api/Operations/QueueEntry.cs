using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;

namespace ChangeDetection.Api.Operations;

/// <summary>One wanted check.</summary>
/// <param name="WatchId">The watch.</param>
/// <param name="Url">Its address.</param>
/// <param name="Priority">Who wants it.</param>
/// <param name="QueuedAt">Since when, in epoch milliseconds.</param>
/// <param name="RunningSince">Since when a worker has it, in epoch milliseconds; null while it waits.</param>
/// <param name="IsWaitingForHost">Whether it waits for its host, which has enough checks running or asked to be left alone.</param>
public sealed record QueueEntry(WatchId WatchId, string Url, CheckPriority Priority, long QueuedAt, long? RunningSince, bool IsWaitingForHost)
{
    /// <summary>The entry for a check.</summary>
    public static QueueEntry From(QueuedCheck check) =>
        new(check.WatchId, check.Url, check.Priority, check.QueuedAt.ToUnixTimeMilliseconds(), check.RunningSince?.ToUnixTimeMilliseconds(), check.IsParked);
}
