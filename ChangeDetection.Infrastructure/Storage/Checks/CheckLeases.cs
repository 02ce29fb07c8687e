using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Politeness;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>From orders to the right to check.</summary>
internal static class CheckLeases
{
    public static async Task<LeaseAnswer> LeaseAsync(
        StoreTransaction transaction, IReadOnlyCollection<Delivery> deliveries, WorkerId worker, CancellationToken cancellationToken)
    {
        var rows = await transaction.LockWatchesAsync([.. deliveries.Select(delivery => delivery.Order.WatchId.Value).Distinct()], cancellationToken);
        foreach (var row in rows.Where(row => row.Host.Length == 0))
            row.Host = HostKey.Of(row.Url);
        var byId = rows.ToDictionary(row => row.Id);
        var turns = await HostTurns.ReadAsync(transaction, [.. rows.Select(row => row.Host).Distinct()], cancellationToken);
        var (global, damage) = await transaction.TryReadSettingsAsync(cancellationToken);
        var mayHaveSuspects = rows.Any(row => row.Deaths > 0) || deliveries.Any(delivery => delivery.IsTakenOver);
        var mayTakeSuspect = !mayHaveSuspects || !await HasSuspectAsync(transaction, worker, cancellationToken);
        var (leases, postponed) = (new List<CheckLease>(deliveries.Count), new List<Delivery>());
        foreach (var delivery in deliveries)
        {
            if (byId.GetValueOrDefault(delivery.Order.WatchId.Value) is not { } row || !MayLease(row, delivery))
                continue;
            if (row.Deaths > 0 && !mayTakeSuspect)
                postponed.Add(delivery);
            else if (!turns.TryEnter(row.Host))
                row.IsParked = true;
            else
            {
                mayTakeSuspect &= row.Deaths == 0;
                leases.Add(row.Lease(delivery.Order, worker, transaction) with { Global = global, GlobalDamage = damage });
            }
        }

        return new LeaseAnswer(leases, postponed);
    }

    // Side by side with others an innocent watch would be blamed for every death of its neighbour.
    private static Task<bool> HasSuspectAsync(StoreTransaction transaction, WorkerId worker, CancellationToken cancellationToken) =>
        transaction.Context.Watches.AnyAsync(row => row.LeaseOwner == worker.Value && row.Deaths > 0, cancellationToken);

    private static bool MayLease(WatchRow row, Delivery delivery)
    {
        if (row.QueuedAt is null || row.Job != delivery.Order.Job)
            return false;
        if (row.LeaseOwner is null)
            return true;
        if (!delivery.IsTakenOver)
            return false;
        row.VoidLease();
        return row.SurvivesDeath();
    }
}
