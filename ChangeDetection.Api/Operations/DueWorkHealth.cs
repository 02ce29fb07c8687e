using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChangeDetection.Api.Operations;

/// <summary>
/// Whether due work is looked at within the promised time, worked out from the store alone: nothing of the scheduler, the queue or the workers
/// has to run for this to turn red (invariant I-34).
/// </summary>
internal sealed class DueWorkHealth(QueueState queue, GlobalSettingsStore settings, TimeProvider clock) : IHealthCheck
{
    public const string Name = "due-work";

    /// <summary>A due watch is looked at this much after its due time at the latest.</summary>
    public static readonly TimeSpan Promise = TimeSpan.FromSeconds(60);

    // A clock that was put forward makes everything late for the moment until due times have moved along.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long? _lateSince;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var summary = await queue.SummarizeAsync(now, cancellationToken);
        var global = await settings.ReadOrDefaultAsync(cancellationToken);
        var due = global.AllPaused ? null : summary.DueSince;
        var waiting = global.QueuePaused ? null : summary.OldestSince;
        var isLate = IsLate(due, now) || IsLate(waiting, now);
        return HasBeenSo(isLate) ? HealthCheckResult.Unhealthy("Checks are late.") : HealthCheckResult.Healthy();
    }

    private static bool IsLate(DateTimeOffset? since, DateTimeOffset now) => since is { } moment && now - moment > Promise;

    private bool HasBeenSo(bool isLate)
    {
        lock (_gate)
        {
            _lateSince = isLate ? _lateSince ?? clock.GetTimestamp() : null;
            return _lateSince is { } since && clock.GetElapsedTime(since) >= Settling;
        }
    }
}
