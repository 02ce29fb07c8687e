using Npgsql;

namespace ChangeDetection.Infrastructure.Storage.Postgres;

/// <summary>A lock among processes that open the same database, which the server releases when the holder dies.</summary>
internal static class PostgresTurn
{
    private const long Key = 0x43_68_61_6e_67_65_44;
    private const int PatienceInSeconds = 120;

    /// <summary>Waits for the lock; disposing the result gives it back. A database that is still to be made has no turns.</summary>
    public static async Task<IAsyncDisposable> WaitAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Not from the pool: its end is the end of the session, and so of the lock.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({Key})", connection) { CommandTimeout = PatienceInSeconds };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        return connection;
    }
}
