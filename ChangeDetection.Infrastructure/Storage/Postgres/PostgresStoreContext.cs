using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Postgres;

/// <summary>The tables in PostgreSQL, where several processes write at once and lock the rows they change, always in the order of their ids.</summary>
internal sealed class PostgresStoreContext(DbContextOptions<PostgresStoreContext> options) : StoreContext(options)
{
    /// <summary>What every check asks of PostgreSQL. What is written in its own words cannot be compiled.</summary>
    public static CheckQueries MakeQueries() => new()
    {
        LockState = (context, cancellationToken) =>
            context.States.FromSql($"SELECT * FROM store_state WHERE id = 1 FOR UPDATE").AsTracking().SingleAsync(cancellationToken),
        LockWatches = (context, ids) =>
            context.Watches.FromSql($"SELECT * FROM watches WHERE id = ANY({ids}) ORDER BY id FOR UPDATE").AsTracking().AsAsyncEnumerable(),
    };

    public override IQueryable<WatchRow> LockDueWatches(long now, int limit) =>
        Watches.FromSql($"""
            SELECT * FROM watches WHERE queued_at IS NULL AND NOT is_paused AND NOT is_set_aside AND next_check_at <= {now}
            ORDER BY next_check_at LIMIT {limit} FOR UPDATE SKIP LOCKED
            """).AsTracking();
}
