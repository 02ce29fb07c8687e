using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>Checks that are not wanted any more. The watch stays with its schedule: the next check comes an interval from now.</summary>
internal static class CheckCancellation
{
    public static async Task<WatchActivity?> CancelAsync(StoreTransaction transaction, WatchId id, ScheduleDefaults defaults, CancellationToken cancellationToken)
    {
        if (await transaction.LockWatchAsync(id.Value, cancellationToken) is not { } row)
            return null;
        var activity = WatchMapping.ActivityOf(row);
        if (activity is not WatchActivity.Idle)
            Cancel(row, await transaction.ReadSettingsAsync(cancellationToken), defaults, transaction.Now);
        return activity;
    }

    public static async Task<int> ClearAsync(StoreTransaction transaction, ScheduleDefaults defaults, CancellationToken cancellationToken)
    {
        var global = await transaction.ReadSettingsAsync(cancellationToken);
        var ids = await transaction.Context.WaitingWatches().Select(row => row.Id).ToArrayAsync(cancellationToken);
        var rows = await transaction.LockWatchesAsync(ids, cancellationToken);
        foreach (var row in rows)
            Cancel(row, global, defaults, transaction.Now);
        return rows.Count;
    }

    private static void Cancel(WatchRow row, GlobalSettings global, ScheduleDefaults defaults, long now)
    {
        row.DropCheck();
        var settings = GroupMembership.Join(row.Url, row.ToOutline().Settings, global.Groups);
        var next = CheckSchedule.Next(new WatchId(row.Id), settings, global, defaults, DateTimeOffset.FromUnixTimeMilliseconds(now));
        row.NextCheckAt = next.At.ToUnixTimeMilliseconds();
    }
}
