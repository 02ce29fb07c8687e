using Microsoft.Extensions.Logging;

namespace ChangeDetection.Infrastructure.Storage;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "A transaction of {Count} writes failed and is tried again one by one")]
    public static partial void WriteRepeated(this ILogger logger, int count, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Store opened: {Location}")]
    public static partial void StoreOpened(this ILogger logger, string location);

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} migrations to the store")]
    public static partial void MigrationsApplying(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} checks of workers that stopped beating were given back")]
    public static partial void LeasesRecovered(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Name} made: {Bytes} bytes")]
    public static partial void BackupMade(this ILogger logger, string name, long bytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Name} removed: newer ones are kept in its place")]
    public static partial void BackupRemoved(this ILogger logger, string name);
}
