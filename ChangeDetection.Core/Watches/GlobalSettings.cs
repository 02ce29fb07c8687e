using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeDetection.Core.Watches;

/// <summary>Settings of the whole installation that people change at run time; one JSON document in the store.</summary>
public sealed record GlobalSettings
{
    /// <summary>How often pages are checked that have no interval of their own.</summary>
    public CheckInterval TimeBetweenCheck { get; init; } = new() { Hours = 3 };

    /// <summary>The key that REST clients send as <c>x-api-key</c>: 32 hexadecimal digits, made at first start.</summary>
    public string ApiAccessToken { get; init; } = "";

    /// <summary>Whether REST clients must send the key.</summary>
    public bool ApiAccessTokenEnabled { get; init; } = true;

    /// <summary>Whether an empty page is compared like any other.</summary>
    public bool EmptyPagesAreAChange { get; init; }

    /// <summary>Whether white space counts when two versions are compared; true means it does not.</summary>
    public bool IgnoreWhitespace { get; init; } = true;

    /// <summary>Text that is ignored on every page, in the language of <see cref="WatchSettings.IgnoreText"/>.</summary>
    public IReadOnlyList<string> GlobalIgnoreText { get; init; } = [];

    /// <summary>Selectors of parts that are removed from every page.</summary>
    public IReadOnlyList<string> GlobalSubtractiveSelectors { get; init; } = [];

    /// <summary>Whether links are shown as <c>[text](target)</c>.</summary>
    public bool RenderAnchorTagContent { get; init; }

    /// <summary>Whether filters see a feed as a page of items rather than as XML.</summary>
    public bool RssReaderMode { get; init; }

    /// <summary>Whether ignored lines are left out of the stored text.</summary>
    public bool StripIgnoredLines { get; init; }

    /// <summary>The weekly windows of watches that follow the global schedule, in the v1 shape; null when checks may run at any time.</summary>
    public JsonElement? TimeScheduleLimit { get; init; }

    /// <summary>The IANA time zone of schedules that name none; null for the zone of the machine (environment variable TZ).</summary>
    public string? SchedulerTimezoneDefault { get; init; }

    /// <summary>Seconds by which each scheduled check is moved at random, earlier or later.</summary>
    public int JitterSeconds { get; init; }

    /// <summary>Whether the schedule stands still for all watches; what a person asks for is still checked.</summary>
    public bool AllPaused { get; init; }

    /// <summary>Whether workers take nothing from the queue; running checks end as usual.</summary>
    public bool QueuePaused { get; init; }

    /// <summary>Concurrent checks of each worker process; null for what the process was started with.</summary>
    public int? Workers { get; init; }

    /// <summary>How many checks of one host may run at once, over all workers.</summary>
    public int HostMaxInFlight { get; init; } = 4;

    /// <summary>Seconds between the starts of two checks of one host.</summary>
    public double HostMinGapSeconds { get; init; }

    /// <summary>Hosts with limits of their own.</summary>
    public IReadOnlyList<HostRule> HostRules { get; init; } = [];

    /// <summary>The groups of watches.</summary>
    public IReadOnlyList<WatchGroup> Groups { get; init; } = [];

    /// <summary>Proxies that watches can choose by their label.</summary>
    public IReadOnlyList<ProxyChoice> ExtraProxies { get; init; } = [];

    /// <summary>The label of the proxy for watches that choose none; null for none, or the first one of <see cref="ExtraProxies"/> when there are any (as v1 does).</summary>
    public string? Proxy { get; init; }

    /// <summary>Request headers added to every fetch.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether only the status 200 is a good answer, as in v1, instead of every status from 200 to 299.</summary>
    public bool OnlyStatus200 { get; init; }

    /// <summary>Where changes are told of watches for which neither they nor their groups say it.</summary>
    public IReadOnlyList<string> NotificationUrls { get; init; } = [];

    /// <summary>What readers of feeds send as <c>token</c> in the address: 32 hexadecimal digits, made at first start.</summary>
    public string RssAccessToken { get; init; } = "";

    /// <summary>How entries of feeds tell what changed: <c>text</c>, <c>html</c> or <c>htmlcolor</c>; anything else is read as <c>text</c>.</summary>
    public string RssContentFormat { get; init; } = "text";

    /// <summary>How many of its last changes the feed of one watch tells; 0 for all of them.</summary>
    public int RssDiffLength { get; init; } = 5;

    /// <summary>Whether the feeds of all watches and of groups leave muted watches out.</summary>
    public bool RssHideMutedWatches { get; init; } = true;

    /// <summary>The places of secrets that are stored and cannot be read, but for those of groups, which say so themselves. Not part of the document.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> LostSecrets { get; init; } = [];

    /// <summary>Raised with every edit that can move due times; watches whose due time was worked out under an older number are worked out again.</summary>
    public long ScheduleVersion { get; init; }
}
