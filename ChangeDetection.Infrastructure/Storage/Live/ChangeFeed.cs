using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Live;

/// <summary>What changed since a number. Numbers are given in the order of commits, so nothing appears behind one that was read.</summary>
public sealed class ChangeFeed
{
    private readonly StoreContextFactory _contexts;

    internal ChangeFeed(StoreContextFactory contexts) => _contexts = contexts;

    /// <summary>The store's epoch, its newest number, and the counts over all watches at that number.</summary>
    public async Task<(string Epoch, long Revision, LiveTotals Totals)> ReadHeadAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var state = await context.States.SingleAsync(cancellationToken);
        return (state.Epoch, state.Revision, TotalsOf(state));
    }

    /// <summary>The store's epoch and its newest number.</summary>
    public async Task<(string Epoch, long Revision)> ReadPositionAsync(CancellationToken cancellationToken)
    {
        var (epoch, revision, _) = await ReadHeadAsync(cancellationToken);
        return (epoch, revision);
    }

    /// <summary>The counts over all watches.</summary>
    public async Task<LiveTotals> ReadTotalsAsync(CancellationToken cancellationToken) => (await ReadHeadAsync(cancellationToken)).Totals;

    /// <summary>The watches changed and removed after a number, as they are now, with the counts of the same moment.</summary>
    /// <param name="after">The number already seen; 0 for everything.</param>
    /// <param name="limit">The most rows to give.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public Task<LiveChanges> ReadAsync(long after, int limit, CancellationToken cancellationToken) => ReadAsync(after, after, limit, cancellationToken);

    /// <summary>The same for one who has nothing yet: of the removed watches only those after a second number are of interest.</summary>
    public async Task<LiveChanges> ReadAsync(long after, long removedAfter, int limit, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        await using var moment = await OneMoment.BeginAsync(context, cancellationToken);
        var state = await context.States.SingleAsync(cancellationToken);
        var rows = await context.Watches.Where(row => row.Revision > after).OrderBy(row => row.Revision).Take(limit + 1).ToListAsync(cancellationToken);
        var hasMore = rows.Count > limit;
        if (hasMore)
            rows.RemoveAt(limit);
        var upTo = hasMore ? rows[^1].Revision : state.Revision;
        var removed = await context.RemovedWatches.Where(row => row.Revision > after && row.Revision > removedAfter && row.Revision <= upTo).OrderBy(row => row.Revision).Select(row => row.WatchId).ToListAsync(cancellationToken);
        var groups = (await GlobalSettingsStore.TryReadAsync(context, cancellationToken)).Settings.Groups;
        return new LiveChanges(
            state.Epoch, after, upTo,
            [.. rows.Select(row => WatchSummary.From(row.ToOutline(), groups))],
            [.. removed.Select(id => new WatchId(id))],
            TotalsOf(state), hasMore);
    }

    private static LiveTotals TotalsOf(StoreStateRow state) =>
        new(state.Watches, state.Unread, state.Errors, state.Paused, state.Queued, state.Checking);
}
