using System.Text.Json;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Scheduling;

/// <summary>The number by which watches notice that their due times were worked out under other global settings.</summary>
public static class ScheduleVersion
{
    /// <summary>The settings after an edit: with the next number when the edit moves due times, else with the number they had.</summary>
    public static GlobalSettings Carry(GlobalSettings before, GlobalSettings after) =>
        after with { ScheduleVersion = before.ScheduleVersion + (MovesDueTimes(before, after) ? 1 : 0) };

    private static bool MovesDueTimes(GlobalSettings before, GlobalSettings after) =>
        before.TimeBetweenCheck.ToTimeSpan() != after.TimeBetweenCheck.ToTimeSpan()
        || before.SchedulerTimezoneDefault != after.SchedulerTimezoneDefault
        || before.JitterSeconds != after.JitterSeconds
        || !Paces(before).SequenceEqual(Paces(after))
        || !IsSameInGroups(before, after)
        || !IsSame(InForce(before), InForce(after));

    // A new name, or a group that says nothing about intervals, moves nothing.
    private static IEnumerable<(string Id, CheckInterval Interval, string? Pattern)> Paces(GlobalSettings settings) =>
        settings.Groups.Where(group => group.Interval is not null).Select(group => (group.Id, group.Interval!, group.UrlMatchPattern));

    private static bool IsSameInGroups(GlobalSettings before, GlobalSettings after)
    {
        var (one, other) = (WindowsOf(before), WindowsOf(after));
        return one.Count == other.Count && one.Zip(other).All(pair => pair.First.Id == pair.Second.Id && pair.First.Pattern == pair.Second.Pattern && IsSame(pair.First.Windows, pair.Second.Windows));
    }

    private static List<(string Id, JsonElement? Windows, string? Pattern)> WindowsOf(GlobalSettings settings) =>
        [.. settings.Groups.Where(group => WindowsReader.IsEnabled(group.Settings.TimeScheduleLimit)).Select(group => (group.Id, group.Settings.TimeScheduleLimit, group.UrlMatchPattern))];

    private static bool IsSame(JsonElement? one, JsonElement? other) =>
        one is { } first && other is { } second ? JsonElement.DeepEquals(first, second) : one is null && other is null;

    // Windows that are switched off move nothing, whatever they say.
    private static JsonElement? InForce(GlobalSettings settings) => WindowsReader.IsEnabled(settings.TimeScheduleLimit) ? settings.TimeScheduleLimit : null;
}
