using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>Which checks are wanted, running and done: the truth that the queue only echoes.</summary>
public sealed class CheckLedger
{
    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;

    internal CheckLedger(StoreContextFactory contexts, StoreWriter writer) => (_contexts, _writer) = (contexts, writer);

    /// <summary>
    /// Notes that somebody wants these watches checked, paused or not, and gives the orders to queue.
    /// A watch that is already waiting at this priority or being checked gives none.
    /// </summary>
    public Task<IReadOnlyList<CheckWatch>> RequestAsync(IReadOnlyCollection<WatchId> ids, CheckPriority priority, CancellationToken cancellationToken) =>
        _writer.WriteAsync<IReadOnlyList<CheckWatch>>(
            async (transaction, cancel) =>
            {
                var rows = await transaction.LockWatchesAsync([.. ids.Select(id => id.Value)], cancel);
                return [.. rows.Where(row => IsNews(row, priority)).Select(row => Want(row, priority, transaction.Now))];
            },
            cancellationToken);

    /// <summary>Turns watches that are due into orders to queue, most overdue first. Several schedulers may do this at once: each watch is given to one.</summary>
    public Task<IReadOnlyList<CheckWatch>> OfferDueAsync(int limit, CancellationToken cancellationToken) =>
        _writer.WriteAsync<IReadOnlyList<CheckWatch>>(
            async (transaction, cancel) =>
            {
                var rows = await transaction.Context.LockDueWatches(transaction.Now, limit).ToListAsync(cancel);
                return [.. rows.Select(row => Want(row, CheckPriority.Scheduled, transaction.Now))];
            },
            cancellationToken);

    /// <summary>The orders that should be in the queue: wanted before the given moment and in no worker's hands. The queue leaves out those it has.</summary>
    public async Task<IReadOnlyList<CheckWatch>> ListWaitingAsync(DateTimeOffset wantedBefore, CancellationToken cancellationToken)
    {
        var latest = wantedBefore.ToUnixTimeMilliseconds();
        await using var context = _contexts.Create();
        var rows = await context.Watches
            .Where(row => row.QueuedAt != null && row.QueuedAt <= latest && row.LeaseOwner == null)
            .OrderBy(row => row.QueuedAt).Select(row => new { row.Id, row.Job, row.Priority }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new CheckWatch(new WatchId(row.Id), row.Job, (CheckPriority)row.Priority))];
    }

    /// <summary>Gives the right to check. Orders that are outdated, or whose watch a living worker has, get none and are done with.</summary>
    public Task<IReadOnlyList<CheckLease>> LeaseAsync(IReadOnlyCollection<Delivery> deliveries, WorkerId worker, CancellationToken cancellationToken) =>
        _writer.WriteAsync<IReadOnlyList<CheckLease>>(
            async (transaction, cancel) =>
            {
                var rows = await transaction.LockWatchesAsync([.. deliveries.Select(delivery => delivery.Order.WatchId.Value).Distinct()], cancel);
                var byId = rows.ToDictionary(row => row.Id);
                var leased = new List<CheckLease>(deliveries.Count);
                foreach (var delivery in deliveries)
                {
                    if (byId.GetValueOrDefault(delivery.Order.WatchId.Value) is { } row && MayLease(row, delivery))
                        leased.Add(Lease(row, delivery.Order, worker, transaction.Now));
                }

                return leased;
            },
            cancellationToken);

    /// <summary>Stores a result with its version and the next due time in one transaction, unless the lease is void.</summary>
    public Task<CommitVerdict> CommitAsync(CheckReport report, CancellationToken cancellationToken) =>
        _writer.WriteAsync((transaction, cancel) => CheckCommit.StoreAsync(transaction, report, cancel), cancellationToken);

    /// <summary>Gives leases back unused, so that the orders can be taken by another worker at once.</summary>
    public Task<int> ReleaseAsync(IReadOnlyCollection<CheckLease> leases, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var rows = await transaction.LockWatchesAsync([.. leases.Select(lease => lease.Watch.Id.Value)], cancel);
                var held = rows.Where(row => leases.Any(lease => lease.Watch.Id.Value == row.Id && lease.Fence == row.Fence)).ToList();
                held.ForEach(VoidLease);
                return held.Count;
            },
            cancellationToken);

    /// <summary>Voids the leases of workers that are gone; their watches wait again. Gives how many there were.</summary>
    public Task<int> ReleaseAllOfAsync(IReadOnlyCollection<string> workers, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var ids = await transaction.Context.Watches.Where(row => row.LeaseOwner != null && workers.Contains(row.LeaseOwner)).Select(row => row.Id).ToArrayAsync(cancel);
                var rows = await transaction.LockWatchesAsync(ids, cancel);
                var held = rows.Where(row => row.LeaseOwner is { } owner && workers.Contains(owner)).ToList();
                held.ForEach(VoidLease);
                await transaction.Context.Workers.Where(worker => workers.Contains(worker.Id)).ExecuteDeleteAsync(cancel);
                return held.Count;
            },
            cancellationToken);

    private static bool IsNews(WatchRow row, CheckPriority priority) =>
        row.LeaseOwner is null && (row.QueuedAt is null || row.Priority > (int)priority);

    private static CheckWatch Want(WatchRow row, CheckPriority priority, long now)
    {
        row.Job++;
        row.Priority = (int)priority;
        row.QueuedAt ??= now;
        // Due until a result is stored: a wish dropped by an edit comes back through the schedule.
        row.NextCheckAt = Math.Min(row.NextCheckAt, now);
        return new CheckWatch(new WatchId(row.Id), row.Job, priority);
    }

    private static bool MayLease(WatchRow row, Delivery delivery) =>
        row.QueuedAt is not null && row.Job == delivery.Order.Job && (row.LeaseOwner is null || delivery.IsTakenOver);

    private static CheckLease Lease(WatchRow row, CheckWatch order, WorkerId worker, long now)
    {
        row.Fence++;
        row.LeaseOwner = worker.Value;
        row.CheckingSince = now;
        return new CheckLease(row.ToWatch(), row.Fence, order, DateTimeOffset.FromUnixTimeMilliseconds(now));
    }

    private static void VoidLease(WatchRow row)
    {
        row.Fence++;
        row.LeaseOwner = null;
        row.CheckingSince = null;
    }
}
