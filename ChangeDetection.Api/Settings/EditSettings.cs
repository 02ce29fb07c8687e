using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ChangeDetection.Api.Scheduling;
using ChangeDetection.Api.Watches;

namespace ChangeDetection.Api.Settings;

/// <summary>What a page sends to change the installation's settings; absent members stay as they are.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EditSettings
{
    /// <summary>How often pages are checked that have no interval of their own.</summary>
    public IntervalView? Interval { get; init; }

    /// <summary>The weekly windows of watches that have none of their own.</summary>
    public ScheduleView? Schedule { get; init; }

    /// <summary>The time zone of schedules that name none; empty is the machine's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Seconds by which each scheduled check is moved at random.</summary>
    public int? JitterSeconds { get; init; }

    /// <summary>Whether the schedule stands still for all watches.</summary>
    public bool? AllPaused { get; init; }

    /// <summary>Whether workers take nothing from the queue.</summary>
    public bool? QueuePaused { get; init; }

    /// <summary>Concurrent checks of each worker process; 0 is what the process was started with.</summary>
    public int? Workers { get; init; }

    /// <summary>How many checks of one host may run at once.</summary>
    public int? HostMaxInFlight { get; init; }

    /// <summary>Seconds between the starts of two checks of one host.</summary>
    public double? HostMinGapSeconds { get; init; }

    /// <summary>Hosts with other limits, one <c>host checks=N gap=S</c> each.</summary>
    [MaxLength(1000)]
    public IReadOnlyList<string>? HostRules { get; init; }

    /// <summary>Groups of watches, one <c>name</c> or <c>name every 15 minutes</c> each.</summary>
    [MaxLength(1000)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Proxies, one <c>label address</c> each; a password that is <c>***</c> stays as it is stored.</summary>
    [MaxLength(1000)]
    public IReadOnlyList<string>? Proxies { get; init; }

    /// <summary>The label of the proxy for watches that choose none, <c>no-proxy</c>, or empty for the first one, if any.</summary>
    public string? Proxy { get; init; }

    /// <summary>Request headers of every fetch, one <c>Name: value</c> each; a value that is <c>***</c> stays as it is stored.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>Whether only the status 200 is a good answer.</summary>
    public bool? OnlyStatus200 { get; init; }

    /// <summary>How entries of feeds tell what changed: <c>text</c>, <c>html</c> or <c>htmlcolor</c>.</summary>
    public string? RssContentFormat { get; init; }

    /// <summary>How many of its last changes the feed of one watch tells; 0 for all of them.</summary>
    public int? RssDiffLength { get; init; }

    /// <summary>Whether the feeds of all watches and of groups leave muted watches out.</summary>
    public bool? RssHideMutedWatches { get; init; }
}
