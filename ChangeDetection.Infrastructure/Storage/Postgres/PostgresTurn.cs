using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace ChangeDetection.Infrastructure.Storage.Postgres;

/// <summary>
/// The right to bring the schema up to date, held by one process at a time and let go by the server when the holder dies.
/// The framework's own lock does not help: who waited for it goes on with what it had read before.
/// </summary>
internal sealed class PostgresTurn : IAsyncDisposable
{
    // Any number will do, as long as nothing else uses it in this database.
    private const long Key = 0x6368616E6765;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StoreContext _context;

    private PostgresTurn(StoreContext context) => _context = context;

    /// <summary>Waits for the turn, on a database that is made when it is missing.</summary>
    public static async Task<IAsyncDisposable> WaitAsync(StoreContextFactory contexts, CancellationToken cancellationToken)
    {
        var context = contexts.Create();
        try
        {
            await EnsureDatabaseAsync(context, cancellationToken);
            context.Database.SetCommandTimeout(Patience);
            await context.Database.OpenConnectionAsync(cancellationToken);
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Key})", cancellationToken);
            return new PostgresTurn(context);
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Said aloud: a connection that goes back to the pool keeps its locks until somebody uses it again.
        await _context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Key})", CancellationToken.None);
        await _context.DisposeAsync();
    }

    private static async Task EnsureDatabaseAsync(StoreContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
            return;
        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (PostgresException other) when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it a moment before.
        }
    }
}
