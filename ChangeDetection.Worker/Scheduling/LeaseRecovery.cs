using System.Globalization;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.ServiceDefaults;
using ChangeDetection.Worker.Checking;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>
/// Shows that this worker lives, takes back the leases of workers whose sign of life has stood still, by this process' own stopwatch,
/// calls off the checks of this worker whose lease is void, and hands back the leases of this worker that no check of it has.
/// </summary>
internal sealed class LeaseRecovery(
    WorkerHeartbeats heartbeats, CheckLedger ledger, RunningChecks running, CheckPlaces places, WorkerId self,
    IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<LeaseRecovery> logger)
    : PeriodicLoop(options.Value.Heartbeat, clock, logger)
{
    private readonly Liveness _liveness = new(clock, options.Value.DeadAfter, 2 * options.Value.Heartbeat);

    private HashSet<(WatchId Watch, long Fence)> _unclaimed = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await heartbeats.LeaveAsync(self, cancellationToken);
    }

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        await heartbeats.BeatAsync(self, places.Size, cancellationToken);
        await CompareAsync(cancellationToken);
        var beats = await heartbeats.ReadAsync(cancellationToken);
        var gone = _liveness.Observe(beats.ToDictionary(one => one.Key, one => one.Value.ToString(CultureInfo.InvariantCulture)))
            .Select(one => one.Name).Where(name => name != self.Value).ToList();
        if (gone.Count == 0)
            return;
        var count = await ledger.ReleaseAllOfAsync(gone, cancellationToken);
        if (count > 0)
            logger.LeasesTakenBack(count);
    }

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        // Looked at before the store is: a check that began in between has a lease the store's answer does not know.
        var checks = running.All;
        var leases = await ledger.ReadLeasesAsync(self, cancellationToken);
        foreach (var check in checks.Where(check => leases.GetValueOrDefault(check.Lease.Watch.Id, -1) != check.Lease.Fence))
            check.CallOff();
        await HandBackLostAsync([.. leases.Select(lease => (lease.Key, lease.Value)).Except(checks.Select(check => (check.Lease.Watch.Id, check.Lease.Fence)))], cancellationToken);
    }

    // A lease without a check, at two looks running: the store went away before it could say that it was given, or while it was handed back.
    private async Task HandBackLostAsync(HashSet<(WatchId Watch, long Fence)> unclaimed, CancellationToken cancellationToken)
    {
        var lost = unclaimed.Where(_unclaimed.Contains).ToList();
        _unclaimed = unclaimed;
        if (lost.Count > 0)
            logger.LostLeasesHandedBack(await ledger.ReleaseAsync(lost, cancellationToken));
    }
}
