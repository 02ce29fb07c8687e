using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ChangeDetection.Infrastructure.Storage.Sqlite;

/// <summary>The tables in SQLite, where a writing transaction has the whole file to itself and rows need no locks of their own.</summary>
internal sealed class SqliteStoreContext(DbContextOptions<SqliteStoreContext> options) : StoreContext(options)
{
    public override Task<List<WatchRow>> LockWatchesAsync(Guid[] ids, CancellationToken cancellationToken) => Queries.Watches(this, ids).ToListAsync(cancellationToken).AsTask();

    public override IQueryable<WatchRow> LockDueWatches(long now, int limit) =>
        DueWatches(now).AsTracking().OrderBy(row => row.NextCheckAt).Take(limit);

    public override Task<StoreStateRow> LockStateAsync(CancellationToken cancellationToken) => Queries.State(this, cancellationToken);

    public override Task WriteAsync(IReadOnlyCollection<EntityEntry<WatchRow>> changed, CancellationToken cancellationToken) => SqliteUpdates.WriteAsync(this, changed, cancellationToken);
}
