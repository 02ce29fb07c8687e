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
        || !IsSame(InForce(before), InForce(after));

    // A new name, or a group that says nothing about intervals, moves nothing.
    private static IEnumerable<(string Id, CheckInterval Interval)> Paces(GlobalSettings settings) =>
        settings.Groups.Where(group => group.TimeBetweenCheck is not null).Select(group => (group.Id, group.TimeBetweenCheck!));

    private static bool IsSame(JsonElement? one, JsonElement? other) =>
        one is { } first && other is { } second ? JsonElement.DeepEquals(first, second) : one is null && other is null;

    // Windows that are switched off move nothing, whatever they say.
    private static JsonElement? InForce(GlobalSettings settings) => WindowsReader.IsEnabled(settings.TimeScheduleLimit) ? settings.TimeScheduleLimit : null;
}
