using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>The queue as operators see it, read from the store: what waits, in the order in which it is served, and what runs.</summary>
public sealed class QueueState
{
    private readonly StoreContextFactory _contexts;

    internal QueueState(StoreContextFactory contexts) => _contexts = contexts;

    /// <summary>Queue and schedule in numbers.</summary>
    /// <param name="now">The moment for which due watches are counted.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<QueueSummary> SummarizeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var moment = now.ToUnixTimeMilliseconds();
        await using var context = _contexts.Create();
        var waiting = await context.WaitingWatches().GroupBy(row => row.Priority).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        return new QueueSummary
        {
            Waiting = waiting.ToDictionary(group => (CheckPriority)group.Key, group => group.Count),
            Parked = await context.Watches.CountAsync(row => row.IsParked, cancellationToken),
            Running = await context.Watches.CountAsync(row => row.LeaseOwner != null, cancellationToken),
            OldestSince = WatchMapping.ToMoment(await context.WaitingWatches().Where(row => !row.IsParked).MinAsync(row => row.QueuedAt, cancellationToken)),
            DueSince = WatchMapping.ToMoment(await context.DueWatches(moment).MinAsync(row => (long?)row.NextCheckAt, cancellationToken)),
        };
    }

    /// <summary>A part of what waits, in the order in which it is served.</summary>
    public async Task<IReadOnlyList<QueuedCheck>> ListWaitingAsync(int offset, int limit, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await ReadAsync(InOrder(context.WaitingWatches()).Skip(offset).Take(limit), cancellationToken);
    }

    /// <summary>What runs, longest first.</summary>
    public async Task<IReadOnlyList<QueuedCheck>> ListRunningAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await ReadAsync(context.Watches.Where(row => row.LeaseOwner != null).OrderBy(row => row.CheckingSince), cancellationToken);
    }

    /// <summary>How many checks are served before that of a watch, and its own entry; null when it does not wait.</summary>
    public async Task<(int Ahead, QueuedCheck Check)?> FindAsync(WatchId id, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        if (await context.WaitingWatches().FirstOrDefaultAsync(row => row.Id == id.Value, cancellationToken) is not { } own)
            return null;
        var ahead = await context.WaitingWatches().CountAsync(
            row => row.Priority < own.Priority || (row.Priority == own.Priority
                && (row.QueuedAt < own.QueuedAt || (row.QueuedAt == own.QueuedAt && row.Id.CompareTo(own.Id) < 0))),
            cancellationToken);
        return (ahead, ToCheck(own));
    }

    private static IQueryable<WatchRow> InOrder(IQueryable<WatchRow> rows) => rows.OrderBy(row => row.Priority).ThenBy(row => row.QueuedAt).ThenBy(row => row.Id);

    private static async Task<IReadOnlyList<QueuedCheck>> ReadAsync(IQueryable<WatchRow> query, CancellationToken cancellationToken) =>
        [.. (await query.ToListAsync(cancellationToken)).Select(ToCheck)];

    private static QueuedCheck ToCheck(WatchRow row) => new(
        new WatchId(row.Id), row.Url, (CheckPriority)row.Priority, WatchMapping.ToMoment(row.QueuedAt) ?? default, row.IsParked, WatchMapping.ToMoment(row.CheckingSince));
}
