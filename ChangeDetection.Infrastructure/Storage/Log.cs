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

    [LoggerMessage(Level = LogLevel.Error, Message = "Secrets in the store were sealed with keys that are not in {Place}: they cannot be read, and checks that need them fail and name them. Put the keys back, or type the secrets again. A new key is used from now on.")]
    public static partial void KeysLost(this ILogger logger, string place);

    [LoggerMessage(Level = LogLevel.Information, Message = "The secrets of {Count} watches from a version before sealing are sealed now")]
    public static partial void RowsSealed(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} checks of workers that stopped beating were given back")]
    public static partial void LeasesRecovered(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Name} made: {Bytes} bytes")]
    public static partial void BackupMade(this ILogger logger, string name, long bytes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Name} removed: newer ones are kept in its place")]
    public static partial void BackupRemoved(this ILogger logger, string name);
}
