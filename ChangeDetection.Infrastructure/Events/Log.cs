using Microsoft.Extensions.Logging;

namespace ChangeDetection.Infrastructure.Events;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Facts cannot be told to other processes until Redis is back; live views fall back to asking the store.")]
    public static partial void FactsNotTold(this ILogger logger, Exception? cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Facts of the kind {Kind} cannot be read here and are skipped; said once.")]
    public static partial void FactUnreadable(this ILogger logger, string kind);
}
