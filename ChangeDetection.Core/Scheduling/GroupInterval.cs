using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Scheduling;

/// <summary>What a watch's groups say about its interval and its weekly windows: more than the installation, less than the watch itself.</summary>
internal static class GroupInterval
{
    /// <summary>The settings a watch follows: the interval, and the windows, of the first of its groups that has some stand in for the global ones.</summary>
    public static GlobalSettings Apply(WatchSettings watch, GlobalSettings global)
    {
        if (!watch.TimeBetweenCheckUseDefault || watch.Tags.Count == 0 || global.Groups.Count == 0)
            return global;
        var groups = watch.Tags.Select(id => global.Groups.FirstOrDefault(group => GroupMembership.IsNamed(group, id))).OfType<WatchGroup>().ToList();
        var interval = groups.Select(group => group.Interval).FirstOrDefault(own => own is not null);
        var windows = groups.Select(group => group.Settings.TimeScheduleLimit).FirstOrDefault(WindowsReader.IsEnabled);
        return interval is null && windows is null
            ? global
            : global with { TimeBetweenCheck = interval ?? global.TimeBetweenCheck, TimeScheduleLimit = windows ?? global.TimeScheduleLimit };
    }
}
