using System.Globalization;
using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Worker.Checking;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>
/// Shows that this worker lives, takes back the leases of workers whose sign of life has stood still, by this process' own stopwatch,
/// and calls off the checks of this worker whose lease is void.
/// </summary>
internal sealed class LeaseRecovery(
    WorkerHeartbeats heartbeats, CheckLedger ledger, RunningChecks running, CheckPlaces places, WorkerId self,
    IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<LeaseRecovery> logger)
    : PeriodicLoop(options.Value.Heartbeat, clock, logger)
{
    private readonly Liveness _liveness = new(clock, options.Value.DeadAfter, 2 * options.Value.Heartbeat);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await heartbeats.LeaveAsync(self, cancellationToken);
    }

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        await heartbeats.BeatAsync(self, places.Size, cancellationToken);
        await CallOffVoidAsync(cancellationToken);
        var beats = await heartbeats.ReadAsync(cancellationToken);
        var gone = _liveness.Observe(beats.ToDictionary(one => one.Key, one => one.Value.ToString(CultureInfo.InvariantCulture)))
            .Select(one => one.Name).Where(name => name != self.Value).ToList();
        if (gone.Count == 0)
            return;
        var count = await ledger.ReleaseAllOfAsync(gone, cancellationToken);
        if (count > 0)
            logger.LeasesTakenBack(count);
    }

    private async Task CallOffVoidAsync(CancellationToken cancellationToken)
    {
        // Looked at before the store is: a check that began in between has a lease the store's answer does not know.
        var checks = running.All;
        if (checks.Count == 0)
            return;
        var leases = await ledger.ReadLeasesAsync(self, cancellationToken);
        foreach (var check in checks.Where(check => leases.GetValueOrDefault(check.Lease.Watch.Id, -1) != check.Lease.Fence))
            check.CallOff();
    }
}
