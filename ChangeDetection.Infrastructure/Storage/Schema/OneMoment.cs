using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Schema;

/// <summary>Reads that see the store as it was at one moment, whatever is written meanwhile.</summary>
internal static class OneMoment
{
    /// <summary>Begins such a read: REPEATABLE READ in PostgreSQL; a deferred transaction, which holds up no writer, in SQLite.</summary>
    public static async Task<IAsyncDisposable> BeginAsync(StoreContext context, CancellationToken cancellationToken)
    {
        if (context.Database.IsNpgsql())
            return await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        await context.Database.OpenConnectionAsync(cancellationToken);
        return await context.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken)
            ?? throw new InvalidOperationException("A read transaction was expected.");
    }
}
