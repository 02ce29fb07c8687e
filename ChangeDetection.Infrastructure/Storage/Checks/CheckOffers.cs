using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>From due times to orders.</summary>
internal static class CheckOffers
{
    private static readonly TimeSpan Present = TimeSpan.FromSeconds(10);

    /// <summary>Turns due watches into orders, most overdue first. One whose window is closed is put off to its opening.</summary>
    public static async Task<DueOffer> OfferDueAsync(StoreTransaction transaction, ScheduleDefaults defaults, int limit, CancellationToken cancellationToken)
    {
        var global = await transaction.ReadSettingsAsync(cancellationToken);
        if (global.AllPaused)
            return new DueOffer([], HasMore: false);
        var rows = await transaction.Context.LockDueWatches(transaction.Now, limit).ToListAsync(cancellationToken);
        var orders = new List<CheckWatch>(rows.Count);
        foreach (var row in rows.OrderBy(row => row.NextCheckAt))
        {
            if (ClosedUntil(row, global, defaults, transaction.Now) is { } opening)
                row.NextCheckAt = opening;
            else
                orders.Add(row.Want(CheckPriority.Scheduled, transaction.Now));
        }

        return new DueOffer(orders, rows.Count == limit);
    }

    /// <summary>Works out anew when watches are due that were last worked out under older global settings; gives how many there were.</summary>
    public static async Task<int> RescheduleAsync(StoreTransaction transaction, ScheduleDefaults defaults, int limit, CancellationToken cancellationToken)
    {
        var global = await transaction.ReadSettingsAsync(cancellationToken);
        var ids = await transaction.Context.Watches.Where(row => row.ScheduleVersion < global.ScheduleVersion)
            .OrderBy(row => row.ScheduleVersion).Take(limit).Select(row => row.Id).ToArrayAsync(cancellationToken);
        var rows = await transaction.LockWatchesAsync(ids, cancellationToken);
        foreach (var row in rows)
        {
            row.ScheduleVersion = global.ScheduleVersion;
            if (row.LastCheckedAt is not null && row.QueuedAt is null)
                row.NextCheckAt = NextCheck(row, row.ToOutline().Settings, global, defaults, transaction.Now);
        }

        return rows.Count;
    }

    /// <summary>
    /// Moves due times along with a clock that was put forward or back, so that the time between two checks stays what it was.
    /// What was checked within the last seconds by the new clock is right already. Schedules by the calendar are worked out anew instead.
    /// </summary>
    public static async Task<int> ShiftAsync(StoreTransaction transaction, TimeSpan jump, CancellationToken cancellationToken)
    {
        var by = (long)jump.TotalMilliseconds;
        var now = transaction.Now;
        var present = now - (long)Present.TotalMilliseconds;
        var watches = transaction.Context.Watches;
        var calendar = await watches.Where(row => row.Settings.Contains("\"check_cron\":\"")).ExecuteUpdateAsync(row => row.SetProperty(one => one.ScheduleVersion, -1), cancellationToken);
        return calendar + (by > 0
            ? await watches.Where(row => row.ScheduleVersion >= 0 && (row.LastCheckedAt == null || row.LastCheckedAt < present))
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.NextCheckAt, one => one.NextCheckAt + by), cancellationToken)
            : await watches.Where(row => row.ScheduleVersion >= 0 && row.NextCheckAt > now)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.NextCheckAt, one => one.NextCheckAt + by < now ? now : one.NextCheckAt + by), cancellationToken));
    }

    /// <summary>When a watch is due by its schedule and its last check; at once when it was never checked.</summary>
    public static long NextCheck(WatchRow row, WatchSettings settings, GlobalSettings global, ScheduleDefaults defaults, long now)
    {
        if (row.LastCheckedAt is not { } checkedAt)
            return now;
        // A last check in the future was stamped before the clock was put back.
        var next = CheckSchedule.Next(new WatchId(row.Id), GroupMembership.Join(row.Url, settings, global.Groups), global, defaults, DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(checkedAt, now)));
        return Math.Max(now, next.At.ToUnixTimeMilliseconds());
    }

    private static long? ClosedUntil(WatchRow row, GlobalSettings global, ScheduleDefaults defaults, long now) =>
        row.ToOutline() is { SettingsProblem: null } watch
            ? CheckSchedule.ClosedUntil(GroupMembership.Join(watch.Url, watch.Settings, global.Groups), global, defaults, DateTimeOffset.FromUnixTimeMilliseconds(now))?.ToUnixTimeMilliseconds()
            : null;
}
