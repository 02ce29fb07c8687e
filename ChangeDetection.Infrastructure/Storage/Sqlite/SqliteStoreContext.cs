using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ChangeDetection.Infrastructure.Storage.Sqlite;

/// <summary>The tables in SQLite, where a writing transaction has the whole file to itself and rows need no locks of their own.</summary>
internal sealed class SqliteStoreContext(DbContextOptions<SqliteStoreContext> options) : StoreContext(options)
{
    /// <summary>What every check asks of SQLite.</summary>
    public static CheckQueries MakeQueries() => new()
    {
        LockState = EF.CompileAsyncQuery((StoreContext context, CancellationToken _) => context.States.AsTracking().Single()),
        LockWatches = EF.CompileAsyncQuery((StoreContext context, Guid[] ids) => context.Watches.AsTracking().Where(row => ids.Contains(row.Id))),
    };

    public override IQueryable<WatchRow> LockDueWatches(long now, int limit) =>
        DueWatches(now).AsTracking().OrderBy(row => row.NextCheckAt).Take(limit);

    public override Task WriteAsync(IReadOnlyCollection<EntityEntry<WatchRow>> changed, CancellationToken cancellationToken) => SqliteUpdates.WriteAsync(this, changed, cancellationToken);
}
