using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;

namespace ChangeDetection.Tests.Support;

/// <summary>The ledger's answers as far as most tests care.</summary>
internal static class LedgerCalls
{
    public static async Task<IReadOnlyList<CheckWatch>> OfferAsync(this CheckLedger ledger, int limit, CancellationToken cancellationToken) =>
        (await ledger.OfferDueAsync(null, limit, cancellationToken)).Orders;

    public static async Task<IReadOnlyList<CheckLease>> TakeAsync(
        this CheckLedger ledger, IReadOnlyCollection<Delivery> deliveries, WorkerId worker, CancellationToken cancellationToken) =>
        (await ledger.LeaseAsync(deliveries, worker, cancellationToken)).Leases;

    public static async Task<CommitVerdict> StoreAsync(this CheckLedger ledger, CheckReport report, CancellationToken cancellationToken) =>
        (await ledger.CommitAsync(report, cancellationToken)).Verdict;
}
