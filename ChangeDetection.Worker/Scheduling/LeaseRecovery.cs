using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.Checks;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>Shows that this worker lives, and takes back the leases of workers whose sign of life has stood still, by this process' own stopwatch.</summary>
internal sealed class LeaseRecovery(
    WorkerHeartbeats heartbeats, CheckLedger ledger, WorkerId self, IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<LeaseRecovery> logger)
    : PeriodicLoop(options.Value.Heartbeat, clock, logger)
{
    private Dictionary<string, (long Beats, TimeSpan Silence)> _seen = [];
    private long? _lastLook;

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        await heartbeats.BeatAsync(self, cancellationToken);
        var gone = Observe(await heartbeats.ReadAsync(cancellationToken));
        if (gone.Count == 0)
            return;
        var count = await ledger.ReleaseAllOfAsync(gone, cancellationToken);
        if (count > 0)
            logger.LeasesTakenBack(count);
    }

    private List<string> Observe(IReadOnlyDictionary<string, long> beats)
    {
        var step = StepSinceLastLook();
        _seen = beats.ToDictionary(
            now => now.Key,
            now => (now.Value, _seen.TryGetValue(now.Key, out var before) && before.Beats == now.Value ? before.Silence + step : TimeSpan.Zero));
        return [.. _seen.Where(entry => entry.Key != self.Value && entry.Value.Silence >= options.Value.DeadAfter).Select(entry => entry.Key)];
    }

    // Only time in which this process looked counts: while it was frozen, or the store away, nobody could beat, or nobody saw it.
    private TimeSpan StepSinceLastLook()
    {
        var now = Clock.GetTimestamp();
        var step = _lastLook is { } before ? Clock.GetElapsedTime(before, now) : TimeSpan.Zero;
        _lastLook = now;
        return step < 2 * options.Value.Heartbeat ? step : 2 * options.Value.Heartbeat;
    }
}
