using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Sqlite;

/// <summary>The tables in SQLite, where a writing transaction has the whole file to itself and rows need no locks of their own.</summary>
internal sealed class SqliteStoreContext(DbContextOptions<SqliteStoreContext> options) : StoreContext(options)
{
    protected override string DueFilter => "queued_at IS NULL AND is_paused = 0 AND is_set_aside = 0";

    protected override string ParkedFilter => "is_parked = 1";

    public override IQueryable<WatchRow> LockWatches(Guid[] ids) =>
        Watches.AsTracking().Where(row => ids.Contains(row.Id));

    public override IQueryable<WatchRow> LockDueWatches(long now, int limit) =>
        DueWatches(now).AsTracking().OrderBy(row => row.NextCheckAt).Take(limit);

    public override IQueryable<StoreStateRow> LockState() => States.AsTracking();
}
