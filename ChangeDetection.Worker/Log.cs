using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Worker;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} started with {Count} concurrent checks")]
    public static partial void WorkerStarted(this ILogger logger, WorkerId worker, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Change found at {WatchId}")]
    public static partial void ChangeFound(this ILogger logger, WatchId watchId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Check of {WatchId} failed: {Failure}")]
    public static partial void CheckFailed(this ILogger logger, WatchId watchId, CheckFailure failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Result for {WatchId} dropped: the watch was changed, deleted or leased anew meanwhile")]
    public static partial void ResultSuperseded(this ILogger logger, WatchId watchId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Check of {WatchId} broke")]
    public static partial void CheckBroke(this ILogger logger, WatchId watchId, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue cannot be reached; trying again: {Reason}")]
    public static partial void QueueAway(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The queue is reachable again")]
    public static partial void QueueBack(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of {Loop} failed; the loop goes on")]
    public static partial void TurnFailed(this ILogger logger, string loop, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} leases of workers that stopped beating were taken back")]
    public static partial void LeasesTakenBack(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} schedules the checks from now on")]
    public static partial void SeatTaken(this ILogger logger, WorkerId worker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Worker {Worker} stood still for so long that another one schedules the checks now")]
    public static partial void SeatLost(this ILogger logger, WorkerId worker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock jumped by {Jump}; the due times of {Count} watches were moved along")]
    public static partial void ClockJumped(this ILogger logger, TimeSpan jump, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} leases of this worker that no check had were handed back")]
    public static partial void LostLeasesHandedBack(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} checks were handed back at the stop")]
    public static partial void ChecksHandedBack(this ILogger logger, int count);
}
