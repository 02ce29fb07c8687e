using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ChangeDetection.Infrastructure.Storage.Sqlite;

/// <summary>The tables in SQLite, where a writing transaction has the whole file to itself and rows need no locks of their own.</summary>
internal sealed class SqliteStoreContext(DbContextOptions<SqliteStoreContext> options) : StoreContext(options)
{
    public override IQueryable<WatchRow> LockWatches(Guid[] ids) =>
        Watches.AsTracking().Where(row => ids.Contains(row.Id));

    public override IQueryable<WatchRow> LockDueWatches(long now, int limit) =>
        DueWatches(now).AsTracking().OrderBy(row => row.NextCheckAt).Take(limit);

    public override IQueryable<StoreStateRow> LockState() => States.AsTracking();

    public override Task WriteAsync(IReadOnlyCollection<EntityEntry<WatchRow>> changed, CancellationToken cancellationToken) => SqliteUpdates.WriteAsync(this, changed, cancellationToken);
}
