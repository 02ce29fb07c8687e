using ChangeDetection.Api.Feeds;
using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.Groups;
using ChangeDetection.Api.Scheduling;
using ChangeDetection.Api.Watches;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Settings;

/// <summary>The installation's settings as the pages show them. Passwords of proxies and headers that may open something are masked unless secrets were asked for.</summary>
public sealed record SettingsView
{
    /// <summary>How often pages are checked that have no interval of their own.</summary>
    public required IntervalView Interval { get; init; }

    /// <summary>The weekly windows of watches that have none of their own.</summary>
    public required ScheduleView Schedule { get; init; }

    /// <summary>The time zone of schedules that name none; null is the machine's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Seconds by which each scheduled check is moved at random.</summary>
    public int JitterSeconds { get; init; }

    /// <summary>Whether the schedule stands still for all watches.</summary>
    public bool AllPaused { get; init; }

    /// <summary>Whether workers take nothing from the queue.</summary>
    public bool QueuePaused { get; init; }

    /// <summary>Concurrent checks of each worker process; null is what the process was started with.</summary>
    public int? Workers { get; init; }

    /// <summary>How many checks of one host may run at once.</summary>
    public int HostMaxInFlight { get; init; }

    /// <summary>Seconds between the starts of two checks of one host.</summary>
    public double HostMinGapSeconds { get; init; }

    /// <summary>Hosts with other limits, one <c>host checks=N gap=S</c> each.</summary>
    public required IReadOnlyList<string> HostRules { get; init; }

    /// <summary>Groups of watches, one <c>name</c> or <c>name every 15 minutes</c> each.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Proxies, one <c>label address</c> each.</summary>
    public required IReadOnlyList<string> Proxies { get; init; }

    /// <summary>The label of the proxy for watches that choose none, <c>no-proxy</c>, or null for the first one, if any.</summary>
    public string? Proxy { get; init; }

    /// <summary>Request headers of every fetch, one <c>Name: value</c> each.</summary>
    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>Whether only the status 200 is a good answer.</summary>
    public bool OnlyStatus200 { get; init; }

    /// <summary>How entries of feeds tell what changed: <c>text</c>, <c>html</c> or <c>htmlcolor</c>.</summary>
    public required string RssContentFormat { get; init; }

    /// <summary>How many of its last changes the feed of one watch tells; 0 for all of them.</summary>
    public int RssDiffLength { get; init; }

    /// <summary>Whether the feeds of all watches and of groups leave muted watches out.</summary>
    public bool RssHideMutedWatches { get; init; }

    /// <summary>The view of settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="withSecrets">Whether secrets are shown.</param>
    public static SettingsView From(GlobalSettings settings, bool withSecrets = false) => new()
    {
        Interval = IntervalView.From(settings.TimeBetweenCheck),
        Schedule = ScheduleView.From(settings.TimeScheduleLimit),
        Groups = GroupLines.From(settings.Groups),
        TimeZone = settings.SchedulerTimezoneDefault,
        JitterSeconds = settings.JitterSeconds,
        AllPaused = settings.AllPaused,
        QueuePaused = settings.QueuePaused,
        Workers = settings.Workers,
        HostMaxInFlight = settings.HostMaxInFlight,
        HostMinGapSeconds = settings.HostMinGapSeconds,
        HostRules = HostRuleLines.From(settings.HostRules),
        Proxies = ProxyLines.From(settings.ExtraProxies, withSecrets),
        Proxy = settings.Proxy,
        Headers = HeaderLines.From(settings.Headers, withSecrets),
        OnlyStatus200 = settings.OnlyStatus200,
        RssContentFormat = FeedContent.NameOf(FeedContent.FormatOf(settings.RssContentFormat)),
        RssDiffLength = settings.RssDiffLength,
        RssHideMutedWatches = settings.RssHideMutedWatches,
    };
}
