using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChangeDetection.Infrastructure.Storage;

/// <summary>Tells passing trouble of the store from what is really broken.</summary>
public static class StoreTroubles
{
    // https://sqlite.org/rescode.html
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteFull = 13, SqliteCannotOpen = 14, SqliteShmSize = 10 | (19 << 8);

    /// <summary>The trouble behind an exception, or null when it is none of the store's passing ones.</summary>
    public static StoreTrouble? Of(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (OfOne(failure) is { } trouble)
                return trouble;
        }

        return null;
    }

    private static StoreTrouble? OfOne(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } or SqliteException { SqliteExtendedErrorCode: SqliteShmSize } => StoreTrouble.Full,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked or SqliteCannotOpen } => StoreTrouble.Away,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StoreTrouble.Full,
        PostgresException postgres => postgres.IsTransient || IsShutdown(postgres) ? StoreTrouble.Away : null,
        NpgsqlException => StoreTrouble.Away,
        _ => null,
    };

    private static bool IsShutdown(PostgresException failure) => failure.SqlState.StartsWith("57P", StringComparison.Ordinal);
}
