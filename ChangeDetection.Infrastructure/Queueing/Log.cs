using Microsoft.Extensions.Logging;

namespace ChangeDetection.Infrastructure.Queueing;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} orders could not be queued now and will be offered again: {Reason}")]
    public static partial void OrdersNotQueued(this ILogger logger, int count, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Took over {Count} orders of workers that died.")]
    public static partial void OrdersTakenOver(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Handed back {Count} orders that were delivered here and never arrived.")]
    public static partial void LostOrdersReturned(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Dropped entry {EntryId}: its order cannot be read. The store offers the check again.")]
    public static partial void OrderUnreadable(this ILogger logger, string entryId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue cannot be reached; the worker's heartbeat stands still until it is back.")]
    public static partial void HeartbeatMissed(this ILogger logger, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "The queue can be reached again.")]
    public static partial void HeartbeatRegained(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of the worker's heartbeat broke.")]
    public static partial void HeartbeatBroke(this ILogger logger, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "The worker leaves without signing off, for the queue cannot be reached.")]
    public static partial void ConsumerLeftUnseen(this ILogger logger, Exception cause);
}
