using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Scheduling;

/// <summary>What a watch's groups say about its interval: more than the installation, less than the watch itself.</summary>
internal static class GroupInterval
{
    /// <summary>The settings a watch follows: the interval of the first of its groups that has one stands in for the global one.</summary>
    public static GlobalSettings Apply(WatchSettings watch, GlobalSettings global)
    {
        if (!watch.TimeBetweenCheckUseDefault || watch.Tags.Count == 0 || global.Groups.Count == 0)
            return global;
        var interval = watch.Tags
            .Select(id => global.Groups.FirstOrDefault(group => string.Equals(group.Id, id, StringComparison.OrdinalIgnoreCase))?.TimeBetweenCheck)
            .FirstOrDefault(own => own is not null);
        return interval is null ? global : global with { TimeBetweenCheck = interval };
    }
}
