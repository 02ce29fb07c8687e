using Microsoft.Extensions.Logging;

namespace ChangeDetection.Infrastructure.Queueing;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} orders could not be queued now and will be offered again: {Reason}")]
    public static partial void OrdersNotQueued(this ILogger logger, int count, string reason);
}
