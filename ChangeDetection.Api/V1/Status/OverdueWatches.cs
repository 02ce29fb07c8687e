using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.Status;

/// <summary>Finds the watches that v1 calls overdue: by their own interval whenever they have one, used or not, and paused ones too.</summary>
internal sealed class OverdueWatches(WatchCatalog catalog, GlobalSettingsStore settings, TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var global = (await settings.ReadAsync(cancellationToken)).TimeBetweenCheck.ToTimeSpan();
        var now = clock.GetUtcNow();
        var watches = await catalog.ListAsync(cancellationToken);
        return [.. watches.Where(watch => IsOverdue(watch, global, now)).Select(watch => watch.Id.ToString())];
    }

    private static bool IsOverdue(Watch watch, TimeSpan global, DateTimeOffset now)
    {
        var own = watch.Settings.TimeBetweenCheck.ToTimeSpan();
        var elapsed = now - (watch.State.LastCheckedAt ?? DateTimeOffset.UnixEpoch);
        return elapsed - Grace > (own > TimeSpan.Zero ? own : global);
    }
}
