using System.Text.Json;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Scheduling;

/// <summary>The schedule that applies to a watch, read from what the store holds.</summary>
/// <param name="Windows">The windows in which scheduled checks run; null when they run at any time.</param>
/// <param name="Cron">What replaces the interval; null when nothing does.</param>
/// <param name="Problem">What is wrong with it, in words for a person; then neither windows nor cron apply.</param>
internal sealed record ReadSchedule(WeeklyWindows? Windows, CronTimes? Cron, string? Problem)
{
    private static readonly ReadSchedule Plain = new(null, null, null);

    public static ReadSchedule Of(WatchSettings settings, GlobalSettings global, ScheduleDefaults defaults)
    {
        try
        {
            return Read(settings, GroupInterval.Apply(settings, global), defaults);
        }
        catch (InvalidOperationException)
        {
            // JSON may hold escapes that are no text, such as half a surrogate pair.
            return Broken("The schedule holds text that cannot be read: enter its times and time zone again.");
        }
    }

    private static ReadSchedule Read(WatchSettings settings, GlobalSettings global, ScheduleDefaults defaults)
    {
        var isOwn = !settings.TimeBetweenCheckUseDefault;
        var windows = isOwn ? settings.TimeScheduleLimit : global.TimeScheduleLimit;
        var cron = isOwn && !string.IsNullOrWhiteSpace(settings.CheckCron) ? settings.CheckCron : null;
        if ((isOwn ? settings.TimeBetweenCheck : global.TimeBetweenCheck).IsNegative)
            return Broken("The check interval is negative: enter whole numbers of weeks, days, hours, minutes and seconds from zero up.");
        if (windows is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined) })
            return Broken("The schedule's windows cannot be read: enter its days, times and time zone again.");
        var isLimited = WindowsReader.IsEnabled(windows);
        return isLimited || cron is not null ? ReadZoned(isLimited ? windows : null, cron, ZoneName(windows, global, defaults)) : Plain;
    }

    private static ReadSchedule ReadZoned(JsonElement? windows, string? cron, string zoneName)
    {
        if (!ScheduleZone.TryFind(zoneName, out var zone))
            return Broken($"The schedule's time zone {WindowsReader.Shown(zoneName)} is not known: choose an IANA name, such as Europe/Berlin or UTC.");
        var clock = new WallClock(zone);
        CronTimes? times = null;
        if (cron is not null && !CronTimes.TryRead(cron, clock, out times, out var unread))
            return Broken(unread);
        if (windows is not { } given)
            return new ReadSchedule(null, times, null);
        return WindowsReader.Read(given, out var problem) is { } days ? new ReadSchedule(new WeeklyWindows(days, clock), times, null) : Broken(problem);
    }

    private static string ZoneName(JsonElement? windows, GlobalSettings global, ScheduleDefaults defaults) =>
        WindowsReader.ZoneOf(windows) ?? (string.IsNullOrWhiteSpace(global.SchedulerTimezoneDefault) ? defaults.MachineZone : global.SchedulerTimezoneDefault);

    private static ReadSchedule Broken(string? problem) => Plain with { Problem = problem };
}
