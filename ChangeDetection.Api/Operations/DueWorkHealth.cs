using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChangeDetection.Api.Operations;

/// <summary>
/// Whether due work is looked at within the promised time, worked out from the store alone: nothing of the scheduler, the queue or the workers
/// has to run for this to turn red (invariant I-34).
/// </summary>
internal sealed class DueWorkHealth(QueueState queue, GlobalSettingsStore settings, TimeProvider clock) : IHealthCheck, IDisposable
{
    public const string Name = "due-work";

    /// <summary>A due watch is looked at this much after its due time at the latest.</summary>
    public static readonly TimeSpan Promise = TimeSpan.FromSeconds(60);

    // A clock that was put forward makes everything late for the moment until due times have moved along.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    // One look after the other: one that began earlier and ended later would take back what a newer one had seen.
    private readonly SemaphoreSlim _turn = new(1);
    private long? _lateSince;

    public void Dispose() => _turn.Dispose();

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return HasBeenSo(await IsLateAsync(cancellationToken)) ? HealthCheckResult.Unhealthy("Checks are late.") : HealthCheckResult.Healthy();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> IsLateAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var summary = await queue.SummarizeAsync(now, cancellationToken);
        var global = await settings.ReadOrDefaultAsync(cancellationToken);
        return (!global.AllPaused && IsLate(summary.DueSince, now)) || (!global.QueuePaused && IsLate(summary.OldestSince, now));
    }

    private static bool IsLate(DateTimeOffset? since, DateTimeOffset now) => since is { } moment && now - moment > Promise;

    private bool HasBeenSo(bool isLate)
    {
        _lateSince = isLate ? _lateSince ?? clock.GetTimestamp() : null;
        return _lateSince is { } since && clock.GetElapsedTime(since) >= Settling;
    }
}
