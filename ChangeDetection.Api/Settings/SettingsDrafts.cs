using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Feeds;
using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.Groups;
using ChangeDetection.Api.Scheduling;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Settings;

/// <summary>Requests to change the installation's settings, and what is wrong with them, by field. Only what a request names is judged.</summary>
internal static class SettingsDrafts
{
    private const int LongestJitter = 86_400;
    private const int MostWorkers = 1000;
    private const int LongestFeed = 1000;

    /// <summary>The settings after a sound request.</summary>
    public static GlobalSettings Apply(EditSettings edit, GlobalSettings settings) => settings with
    {
        TimeBetweenCheck = edit.Interval?.ToInterval() ?? settings.TimeBetweenCheck,
        TimeScheduleLimit = edit.Schedule?.ToStored() ?? settings.TimeScheduleLimit,
        SchedulerTimezoneDefault = edit.TimeZone is null ? settings.SchedulerTimezoneDefault : OrNull(edit.TimeZone),
        JitterSeconds = edit.JitterSeconds ?? settings.JitterSeconds,
        AllPaused = edit.AllPaused ?? settings.AllPaused,
        QueuePaused = edit.QueuePaused ?? settings.QueuePaused,
        Workers = edit.Workers is null ? settings.Workers : edit.Workers is 0 ? null : edit.Workers,
        HostMaxInFlight = edit.HostMaxInFlight ?? settings.HostMaxInFlight,
        HostMinGapSeconds = edit.HostMinGapSeconds ?? settings.HostMinGapSeconds,
        HostRules = edit.HostRules is { } rules ? HostRuleLines.Read(rules, out _) : settings.HostRules,
        Groups = edit.Groups is { } groups ? GroupLines.Read(groups, settings.Groups, out _) : settings.Groups,
        ExtraProxies = edit.Proxies is { } proxies ? ProxyLines.Read(proxies, settings.ExtraProxies, out _) : settings.ExtraProxies,
        Proxy = edit.Proxy is null ? settings.Proxy : OrNull(edit.Proxy),
        Headers = edit.Headers is { } headers ? HeaderLines.Read(headers, settings.Headers, out _) : settings.Headers,
        OnlyStatus200 = edit.OnlyStatus200 ?? settings.OnlyStatus200,
        RssContentFormat = edit.RssContentFormat ?? settings.RssContentFormat,
        RssDiffLength = edit.RssDiffLength ?? settings.RssDiffLength,
        RssHideMutedWatches = edit.RssHideMutedWatches ?? settings.RssHideMutedWatches,
    };

    public static FieldProblems Check(EditSettings edit, GlobalSettings before)
    {
        var problems = new FieldProblems();
        problems.Add("interval", edit.Interval is { IsZero: true } ? "Give at least one of weeks, days, hours, minutes or seconds." : null);
        if (edit.Schedule is { } schedule)
            ScheduleChecks.Check(schedule, "schedule", problems);
        if (edit.Groups is { } groups)
        {
            GroupLines.Read(groups, before.Groups, out var problem);
            problems.Add("groups", problem);
        }

        problems.Add("timeZone", ScheduleChecks.ProblemWithZone(edit.TimeZone));
        problems.Add("jitterSeconds", edit.JitterSeconds is < 0 or > LongestJitter ? $"Give whole seconds from 0 to {LongestJitter}." : null);
        problems.Add("workers", edit.Workers is < 0 or > MostWorkers ? $"Give a number from 1 to {MostWorkers}, or leave it empty." : null);
        problems.Add("rssContentFormat", edit.RssContentFormat is null || FeedContent.Names.Contains(edit.RssContentFormat) ? null : $"Choose one of {string.Join(", ", FeedContent.Names)}.");
        problems.Add("rssDiffLength", edit.RssDiffLength is < 0 or > LongestFeed ? $"Give a number from 1 to {LongestFeed}, or 0 for all." : null);
        CheckHosts(edit, problems);
        CheckFetching(edit, before, problems);
        return problems;
    }

    private static void CheckHosts(EditSettings edit, FieldProblems problems)
    {
        problems.Add("hostMaxInFlight", edit.HostMaxInFlight is < 1 or > HostRuleLines.MostChecks ? $"Give a number from 1 to {HostRuleLines.MostChecks}." : null);
        problems.Add("hostMinGapSeconds", edit.HostMinGapSeconds is null or (>= 0 and <= HostRuleLines.LongestGap) ? null : $"Give seconds from 0 to {HostRuleLines.LongestGap}.");
        if (edit.HostRules is not { } rules)
            return;
        HostRuleLines.Read(rules, out var problem);
        problems.Add("hostRules", problem);
    }

    private static void CheckFetching(EditSettings edit, GlobalSettings before, FieldProblems problems)
    {
        string? problem = null;
        var proxies = edit.Proxies is { } lines ? ProxyLines.Read(lines, before.ExtraProxies, out problem) : before.ExtraProxies;
        problems.Add("proxies", problem);
        if (problem is null && (edit.Proxies is not null || edit.Proxy is not null))
            problems.Add("proxy", ProxyLines.ProblemWithChoice(OrNull(edit.Proxy ?? before.Proxy), proxies));
        if (edit.Headers is not { } headers)
            return;
        HeaderLines.Read(headers, before.Headers, out problem);
        problems.Add("headers", problem);
    }

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
