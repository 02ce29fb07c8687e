using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Scheduling;

/// <summary>When a watch is checked next.</summary>
public static class CheckSchedule
{
    private const int LargestBatchAtOnce = 50;
    private const double NewWatchesPerSecond = 20;

    private static readonly TimeSpan LongestSpread = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSpreadAfterOpening = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);

    /// <summary>The interval that applies to a watch: its own, or that of its group, or the global one, and never less than the minimum.</summary>
    public static TimeSpan IntervalOf(WatchSettings watch, GlobalSettings global, ScheduleDefaults defaults) =>
        Longer((watch.TimeBetweenCheckUseDefault ? GroupInterval.Apply(watch, global).TimeBetweenCheck : watch.TimeBetweenCheck).ToTimeSpan(), Minimum(defaults));

    /// <summary>When a watch is due after a check that began at <paramref name="checkedAt"/>.</summary>
    /// <remarks>Each watch keeps a phase of its own, so that watches made together do not stay together. The same question has the same answer.</remarks>
    public static NextCheck Next(WatchId id, WatchSettings settings, GlobalSettings global, ScheduleDefaults defaults, DateTimeOffset checkedAt)
    {
        var schedule = ReadSchedule.Of(settings, global, defaults);
        var began = Calendar.Clamp(checkedAt);
        var due = schedule.Cron is { } cron ? ByCron(id, cron, settings, began) : ByInterval(id, Paced(settings, schedule), global, defaults, began);
        due = Later(due, Calendar.Add(began, Minimum(defaults)));
        return new NextCheck(schedule.Windows is { } windows ? IntoWindow(id, windows, due) : due, schedule.Problem);
    }

    /// <summary>When a scheduled check may run next: null when it may run now, else when the windows open or the snooze ends.</summary>
    /// <remarks>Null too for a schedule with a problem: its check shows what is wrong.</remarks>
    public static DateTimeOffset? ClosedUntil(WatchSettings settings, GlobalSettings global, ScheduleDefaults defaults, DateTimeOffset now)
    {
        var schedule = ReadSchedule.Of(settings, global, defaults);
        if (schedule.Problem is not null)
            return null;
        var moment = Calendar.Clamp(now);
        var earliest = settings.SnoozedUntil is { } snoozed ? Later(moment, Calendar.Clamp(snoozed)) : moment;
        var open = schedule.Windows is { } windows ? Later(earliest, windows.FindAt(earliest)?.Opens ?? Calendar.End) : earliest;
        return open > moment ? open : null;
    }

    /// <summary>What is wrong with a watch's schedule and how to mend it, in words for a person; null when nothing is.</summary>
    public static string? ProblemOf(WatchSettings settings, GlobalSettings global, ScheduleDefaults defaults) =>
        ReadSchedule.Of(settings, global, defaults).Problem;

    /// <summary>When a new watch is due: at once, or one of many made together at its own place in the minutes that follow.</summary>
    public static DateTimeOffset FirstAfter(WatchId id, DateTimeOffset createdAt, int batch, TimeSpan interval)
    {
        var created = Calendar.Clamp(createdAt);
        if (batch <= LargestBatchAtOnce || interval <= TimeSpan.Zero)
            return created;
        var span = Shorter(Shorter(interval, LongestStart), TimeSpan.FromSeconds(batch / NewWatchesPerSecond));
        return Calendar.Add(created, span * WatchPhase.Of(id));
    }

    private static DateTimeOffset ByInterval(WatchId id, WatchSettings settings, GlobalSettings global, ScheduleDefaults defaults, DateTimeOffset began)
    {
        var interval = IntervalOf(settings, global, defaults);
        var spread = Shorter(interval / 20, LongestSpread) * WatchPhase.Of(id);
        var jitter = TimeSpan.FromSeconds(Math.Max(0d, global.JitterSeconds) * (2 * WatchPhase.Of(id, began) - 1));
        var due = Calendar.Add(Calendar.Add(Calendar.Add(began, interval), spread), jitter);
        return settings.SnoozedUntil is { } snoozed ? Later(due, Calendar.Add(Calendar.Clamp(snoozed), spread)) : due;
    }

    /// <summary>The error of a broken schedule comes at the watch's own interval; where there is none, as beside a cron expression, at the global one.</summary>
    private static WatchSettings Paced(WatchSettings settings, ReadSchedule schedule) =>
        schedule.Problem is not null && settings.TimeBetweenCheck.ToTimeSpan() == TimeSpan.Zero ? settings with { TimeBetweenCheckUseDefault = true } : settings;

    private static DateTimeOffset ByCron(WatchId id, CronTimes cron, WatchSettings settings, DateTimeOffset began)
    {
        // A time that falls on the end of the snooze counts.
        var earliest = settings.SnoozedUntil is { } snoozed ? Later(began, Calendar.Clamp(snoozed).AddTicks(-1)) : began;
        // The moments are whole minutes, so the spread never reaches the one after.
        return cron.NextAfter(earliest) is { } moment ? Calendar.Add(moment, LongestSpread * WatchPhase.Of(id)) : Calendar.End;
    }

    private static DateTimeOffset IntoWindow(WatchId id, WeeklyWindows windows, DateTimeOffset due)
    {
        if (windows.FindAt(due) is not { } span)
            return Calendar.End;
        return span.Opens <= due ? due : span.Opens + Shorter(span.Length / 10, LongestSpreadAfterOpening) * WatchPhase.Of(id);
    }

    // A minimum of nothing would have a watch due again at the very moment of its check.
    private static TimeSpan Minimum(ScheduleDefaults defaults) => Longer(defaults.MinimumInterval, TimeSpan.FromSeconds(1));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
