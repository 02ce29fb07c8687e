using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>Which checks are wanted, running and done: the truth that the queue only echoes.</summary>
public sealed class CheckLedger
{
    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;
    private readonly ScheduleDefaults _defaults;

    internal CheckLedger(StoreContextFactory contexts, StoreWriter writer, ScheduleDefaults defaults) =>
        (_contexts, _writer, _defaults) = (contexts, writer, defaults);

    /// <summary>
    /// Notes that somebody wants these watches checked, paused or not, and gives the orders to queue.
    /// A watch that is already waiting at this priority or being checked gives none.
    /// </summary>
    public Task<IReadOnlyList<CheckWatch>> RequestAsync(IReadOnlyCollection<WatchId> ids, CheckPriority priority, CancellationToken cancellationToken) =>
        _writer.WriteAsync<IReadOnlyList<CheckWatch>>(
            async (transaction, cancel) =>
            {
                var rows = await transaction.LockWatchesAsync([.. ids.Select(id => id.Value)], cancel);
                return [.. rows.Where(row => IsNews(row, priority)).Select(row => row.Want(priority, transaction.Now))];
            },
            cancellationToken);

    /// <summary>Turns watches that are due into orders to queue, most overdue first; one whose schedule is closed now is put off to its opening.</summary>
    /// <param name="seat">The right to schedule: when it is lost nothing is offered. Null asks for none.</param>
    /// <param name="limit">The most watches to look at.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task<DueOffer> OfferDueAsync(SeatHold? seat, int limit, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) => seat is null || await Seats.IsHeldAsync(transaction, seat, cancel)
                ? await CheckOffers.OfferDueAsync(transaction, _defaults, limit, cancel)
                : new DueOffer([], HasMore: false),
            cancellationToken);

    /// <summary>Whether watches are due, or were last worked out under older global settings: a cheap look before <see cref="OfferDueAsync"/> and <see cref="RescheduleAsync"/>.</summary>
    public async Task<(bool IsDue, bool IsOutdated)> LookAsync(long scheduleVersion, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var moment = now.ToUnixTimeMilliseconds();
        await using var context = _contexts.Create();
        return (
            await context.DueWatches(moment).AnyAsync(cancellationToken),
            await context.Watches.AnyAsync(row => row.ScheduleVersion < scheduleVersion, cancellationToken));
    }

    /// <summary>Works out anew when watches are due that were last worked out under older global settings; gives how many were looked at.</summary>
    public Task<int> RescheduleAsync(int limit, CancellationToken cancellationToken) =>
        _writer.WriteAsync((transaction, cancel) => CheckOffers.RescheduleAsync(transaction, _defaults, limit, cancel), cancellationToken);

    /// <summary>Moves all due times along with a clock that was put forward or back by <paramref name="jump"/>.</summary>
    public Task<int> ShiftAsync(TimeSpan jump, CancellationToken cancellationToken) =>
        _writer.WriteAsync((transaction, cancel) => CheckOffers.ShiftAsync(transaction, jump, cancel), cancellationToken);

    /// <summary>Brings parked orders back whose host takes checks again.</summary>
    public async Task<IReadOnlyList<CheckWatch>> UnparkAsync(CancellationToken cancellationToken)
    {
        string[] hosts;
        await using (var context = _contexts.Create())
            hosts = await context.Watches.Where(row => row.IsParked).Select(row => row.Host).Distinct().ToArrayAsync(cancellationToken);
        if (hosts.Length == 0)
            return [];
        return await _writer.WriteAsync<IReadOnlyList<CheckWatch>>(
            async (transaction, cancel) =>
            {
                var turns = await HostTurns.ReadAsync(transaction, hosts, cancel);
                var orders = new List<CheckWatch>();
                foreach (var host in hosts)
                    orders.AddRange(await turns.UnparkAsync(host, cancel));
                return orders;
            },
            cancellationToken);
    }

    /// <summary>The orders that should be in the queue: wanted for at least the given age, in no worker's hands and not parked, the most urgent first. The queue leaves out those it has.</summary>
    public async Task<IReadOnlyList<CheckWatch>> ListWaitingAsync(DateTimeOffset now, TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        var (latest, present) = ((now - age).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
        await using var context = _contexts.Create();
        // What seems to be wanted in the future was wanted before the clock was put back.
        var rows = await context.WaitingWatches()
            .Where(row => (row.QueuedAt <= latest || row.QueuedAt > present) && !row.IsParked)
            .OrderBy(row => row.Priority).ThenBy(row => row.QueuedAt).Take(limit).Select(row => new { row.Id, row.Job, row.Priority }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new CheckWatch(new WatchId(row.Id), row.Job, (CheckPriority)row.Priority))];
    }

    /// <summary>Gives the right to check, as far as hosts and earlier deaths allow it now.</summary>
    public Task<LeaseAnswer> LeaseAsync(IReadOnlyCollection<Delivery> deliveries, WorkerId worker, CancellationToken cancellationToken) =>
        _writer.WriteAsync((transaction, cancel) => CheckLeases.LeaseAsync(transaction, deliveries, worker, cancel), cancellationToken);

    /// <summary>The leases a worker holds: its watches with their fencing tokens.</summary>
    public async Task<IReadOnlyDictionary<WatchId, long>> ReadLeasesAsync(WorkerId worker, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await context.Watches.Where(row => row.LeaseOwner == worker.Value).ToDictionaryAsync(row => new WatchId(row.Id), row => row.Fence, cancellationToken);
    }

    /// <summary>Stores a result with its version and the next due time in one transaction, unless the lease is void.</summary>
    public Task<CommitAnswer> CommitAsync(CheckReport report, CancellationToken cancellationToken) =>
        _writer.WriteTogetherAsync<PackedReport, CommitAnswer>(CheckCommit.StoreAsync, PackedReport.Of(report), cancellationToken);

    /// <summary>Gives leases back unused, so that the orders can be taken by another worker at once.</summary>
    public Task<int> ReleaseAsync(IReadOnlyCollection<(WatchId Watch, long Fence)> leases, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var rows = await transaction.LockWatchesAsync([.. leases.Select(lease => lease.Watch.Value)], cancel);
                var held = rows.Where(row => row.LeaseOwner is not null && leases.Contains((new WatchId(row.Id), row.Fence))).ToList();
                held.ForEach(RowChecks.VoidLease);
                return held.Count;
            },
            cancellationToken);

    /// <summary>Voids the leases of workers that are gone; their watches wait again, except those that too many workers died with. Gives how many there were.</summary>
    public Task<int> ReleaseAllOfAsync(IReadOnlyCollection<string> workers, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var ids = await transaction.Context.Watches.Where(row => row.LeaseOwner != null && workers.Contains(row.LeaseOwner)).Select(row => row.Id).ToArrayAsync(cancel);
                var rows = await transaction.LockWatchesAsync(ids, cancel);
                var held = rows.Where(row => row.LeaseOwner is { } owner && workers.Contains(owner)).ToList();
                foreach (var row in held)
                {
                    row.VoidLease();
                    row.SurvivesDeath();
                }

                await transaction.Context.Workers.Where(worker => workers.Contains(worker.Id)).ExecuteDeleteAsync(cancel);
                return held.Count;
            },
            cancellationToken);

    /// <summary>Calls off a waiting or running check and gives what it was doing; null when there is no such watch. The schedule goes on an interval from now.</summary>
    public Task<WatchActivity?> CancelAsync(WatchId id, CancellationToken cancellationToken) =>
        _writer.WriteAsync((transaction, cancel) => CheckCancellation.CancelAsync(transaction, id, _defaults, cancel), cancellationToken);

    /// <summary>Calls off every waiting check and gives how many there were. Running ones go on.</summary>
    public Task<int> ClearAsync(CancellationToken cancellationToken) =>
        _writer.WriteAsync((transaction, cancel) => CheckCancellation.ClearAsync(transaction, _defaults, cancel), cancellationToken);

    private static bool IsNews(WatchRow row, CheckPriority priority) =>
        row.LeaseOwner is null && (row.QueuedAt is null || row.Priority > (int)priority);
}
