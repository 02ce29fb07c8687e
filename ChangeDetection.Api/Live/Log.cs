namespace ChangeDetection.Api.Live;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of the live broadcast failed; the next one catches up")]
    public static partial void BroadcastFailed(this ILogger logger, Exception exception);
}
