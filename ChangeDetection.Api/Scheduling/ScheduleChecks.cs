using System.Globalization;
using System.Text.RegularExpressions;
using ChangeDetection.Api.Errors;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Scheduling;

/// <summary>What is wrong with a schedule that a person enters.</summary>
internal static partial class ScheduleChecks
{
    /// <summary>A window that lasts a week never closes.</summary>
    public const int MostHours = 168;

    // Whatever is not under test here is sound.
    private static readonly WatchSettings Sound = new() { TimeBetweenCheckUseDefault = false, TimeBetweenCheck = new CheckInterval { Hours = 1 } };
    private static readonly ScheduleDefaults SoundDefaults = new(TimeSpan.FromSeconds(3), "UTC");

    /// <summary>Notes what is wrong with weekly windows under the field <paramref name="field"/> and those below it.</summary>
    public static void Check(ScheduleView schedule, string field, FieldProblems problems)
    {
        var found = new FieldProblems();
        found.Add($"{field}.timeZone", ProblemWithZone(schedule.TimeZone));
        foreach (var (name, window) in schedule.Days)
        {
            found.Add($"{field}.{name}.start", ProblemWithStart(name, window));
            found.Add($"{field}.{name}.hours", ProblemWithDuration(name, window));
        }

        if (schedule.IsEnabled && !schedule.Days.Any(day => day.Window.IsEnabled))
            found.Add(field, "No day has a window, so no check would ever run: tick at least one day, or let checks run at any time.");
        if (found.IsEmpty)
            found.Add(field, CheckSchedule.ProblemOf(Sound with { TimeScheduleLimit = schedule.ToStored() }, new GlobalSettings(), SoundDefaults));
        foreach (var (name, texts) in found.ByField)
            problems.Add(name, string.Join(' ', texts));
    }

    /// <summary>What is wrong with a time zone, or null; empty names none and is fine.</summary>
    public static string? ProblemWithZone(string? zone) =>
        string.IsNullOrWhiteSpace(zone) || ScheduleZone.TryFind(zone, out _) ? null
            : "This time zone is not known: choose an IANA name, such as Europe/Berlin or UTC, or leave it empty.";

    /// <summary>What is wrong with a cron expression, or null; empty is none and is fine.</summary>
    public static string? ProblemWithCron(string? cron) =>
        CheckSchedule.ProblemOf(Sound with { CheckCron = cron }, new GlobalSettings(), SoundDefaults);

    private static string? ProblemWithStart(string day, WindowView window) =>
        TimeOfDay().IsMatch(window.Start ?? "") ? null : $"Give the start on {Title(day)} as HH:MM, such as 09:00.";

    private static string? ProblemWithDuration(string day, WindowView window) => window switch
    {
        { Hours: < 0 or > MostHours } or { Minutes: < 0 or > 59 } => $"A window on {Title(day)} lasts from 0 to {MostHours} hours and from 0 to 59 minutes.",
        { IsEnabled: true, Hours: 0, Minutes: 0 } => $"Give the window on {Title(day)} a duration, or untick the day.",
        _ => null,
    };

    private static string Title(string day) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(day);

    [GeneratedRegex(@"\A([01][0-9]|2[0-3]):[0-5][0-9]\z")]
    private static partial Regex TimeOfDay();
}
