namespace ChangeDetection.Api.Backups;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduled backup failed; it is tried again in {Pause}")]
    public static partial void BackupFailed(this ILogger logger, TimeSpan pause, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store was restored from a backup of {Moment}: {Watches} watches, {Versions} versions")]
    public static partial void Restored(this ILogger logger, DateTimeOffset moment, long watches, long versions);
}
