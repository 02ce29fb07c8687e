using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.Checks;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>Shows that this worker lives, and takes back the leases of workers whose sign of life has stood still, by this process' own stopwatch.</summary>
internal sealed class LeaseRecovery(
    WorkerHeartbeats heartbeats, CheckLedger ledger, WorkerId self, IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<LeaseRecovery> logger)
    : PeriodicLoop(options.Value.Heartbeat, clock, logger)
{
    private readonly Dictionary<string, (long Beats, long SeenAt)> _seen = [];

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        await heartbeats.BeatAsync(self, cancellationToken);
        var gone = Observe(await heartbeats.ReadAsync(cancellationToken));
        if (gone.Count == 0)
            return;
        var count = await ledger.ReleaseAllOfAsync(gone, cancellationToken);
        gone.ForEach(worker => _seen.Remove(worker));
        if (count > 0)
            logger.LeasesTakenBack(count);
    }

    private List<string> Observe(IReadOnlyDictionary<string, long> beats)
    {
        var now = Clock.GetTimestamp();
        foreach (var (worker, number) in beats)
        {
            if (!_seen.TryGetValue(worker, out var last) || last.Beats != number)
                _seen[worker] = (number, now);
        }

        return [.. _seen.Where(entry => entry.Key != self.Value && beats.ContainsKey(entry.Key) && Clock.GetElapsedTime(entry.Value.SeenAt, now) >= options.Value.DeadAfter).Select(entry => entry.Key)];
    }
}
