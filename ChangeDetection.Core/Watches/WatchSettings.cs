using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeDetection.Core.Watches;

/// <summary>Everything a person can set on a watch besides its address, paused and muted; one JSON document in the store.</summary>
/// <remarks>
/// Member names in snake case are the field names of the compatible v1 API (peer behaviour, section 2.1), so that one document
/// serves both. A member that no part of the product reads yet is still kept and returned unchanged.
/// </remarks>
public sealed record WatchSettings
{
    /// <summary>The person's own label; null shows the page's title.</summary>
    public string? Title { get; init; }

    /// <summary>Whether lists show the page's title when there is no label; null follows the global setting.</summary>
    public bool? UsePageTitleInList { get; init; }

    /// <summary>Identities of the groups the watch belongs to.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The way changes are found: <c>text_json_diff</c> or <c>restock_diff</c>.</summary>
    public string Processor { get; init; } = "text_json_diff";

    /// <summary>The request method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The request body, for methods that have one.</summary>
    public string? Body { get; init; }

    /// <summary>Request headers added to every fetch of this page.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The proxy's label, or v1's key for it such as <c>ui-0LABEL</c>; <c>no-proxy</c> for a direct connection whatever the environment says; null for the global choice.</summary>
    public string? Proxy { get; init; }

    /// <summary>The fetcher: <c>system</c>, <c>html_requests</c>, <c>html_webdriver</c> or <c>extra_browser_NAME</c>.</summary>
    public string FetchBackend { get; init; } = "system";

    /// <summary>Whether an answer with an error status is compared like a good one.</summary>
    public bool? IgnoreStatusCodes { get; init; }

    /// <summary>Seconds a browser waits before the text is read.</summary>
    public int? WebdriverDelay { get; init; }

    /// <summary>Script a browser runs after the page has loaded.</summary>
    public string? WebdriverJsExecuteCode { get; init; }

    /// <summary>Steps a browser performs before the text is read.</summary>
    public IReadOnlyList<BrowserStep> BrowserSteps { get; init; } = [];

    /// <summary>The watch's own interval, used when <see cref="TimeBetweenCheckUseDefault"/> is false.</summary>
    public CheckInterval TimeBetweenCheck { get; init; } = new();

    /// <summary>Whether the global interval applies.</summary>
    public bool TimeBetweenCheckUseDefault { get; init; } = true;

    /// <summary>The weekly windows in which scheduled checks run, in the v1 shape.</summary>
    public JsonElement? TimeScheduleLimit { get; init; }

    /// <summary>A cron expression of five fields that says when the page is checked, instead of an interval; used when <see cref="TimeBetweenCheckUseDefault"/> is false. Not part of v1.</summary>
    public string? CheckCron { get; init; }

    /// <summary>The schedule does nothing before this moment; null when it runs. Not part of v1.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>Whether the site must prove with a certificate that it is the one asked for. Not part of v1.</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>Selectors of the parts that are compared; empty means the whole page.</summary>
    public IReadOnlyList<string> IncludeFilters { get; init; } = [];

    /// <summary>Selectors of the parts that are removed first.</summary>
    public IReadOnlyList<string> SubtractiveSelectors { get; init; } = [];

    /// <summary>Lines that never count as a change.</summary>
    public IReadOnlyList<string> IgnoreText { get; init; } = [];

    /// <summary>Whether ignored lines are left out of the stored text; null follows the global setting.</summary>
    public bool? StripIgnoredLines { get; init; }

    /// <summary>Text that must be present for a change to count.</summary>
    public IReadOnlyList<string> TriggerText { get; init; } = [];

    /// <summary>Text that must be absent for a change to count.</summary>
    public IReadOnlyList<string> TextShouldNotBePresent { get; init; } = [];

    /// <summary>Only lines that contain one of these are kept.</summary>
    public IReadOnlyList<string> ExtractLinesContaining { get; init; } = [];

    /// <summary>Patterns whose matches are the text.</summary>
    public IReadOnlyList<string> ExtractText { get; init; } = [];

    /// <summary>Whether white space round each line is removed.</summary>
    public bool TrimTextWhitespace { get; init; }

    /// <summary>Whether repeated lines are removed.</summary>
    public bool RemoveDuplicateLines { get; init; }

    /// <summary>Whether lines are sorted.</summary>
    public bool SortTextAlphabetically { get; init; }

    /// <summary>Whether a change counts only when a line has never been seen before.</summary>
    public bool CheckUniqueLines { get; init; }

    /// <summary>Whether added lines count.</summary>
    public bool FilterTextAdded { get; init; } = true;

    /// <summary>Whether removed lines count.</summary>
    public bool FilterTextRemoved { get; init; } = true;

    /// <summary>Whether replaced lines count.</summary>
    public bool FilterTextReplaced { get; init; } = true;

    /// <summary>Conditions that must hold for a change to count.</summary>
    public IReadOnlyList<WatchCondition> Conditions { get; init; } = [];

    /// <summary>Whether <c>ALL</c> or <c>ANY</c> of the conditions must hold.</summary>
    public string ConditionsMatchLogic { get; init; } = "ALL";

    /// <summary>Whether a filter that finds nothing is told after several checks.</summary>
    public bool FilterFailureNotificationSend { get; init; } = true;

    /// <summary>Where changes are told; empty follows group and global settings.</summary>
    public IReadOnlyList<string> NotificationUrls { get; init; } = [];

    /// <summary>The notification's title template.</summary>
    public string? NotificationTitle { get; init; }

    /// <summary>The notification's body template.</summary>
    public string? NotificationBody { get; init; }

    /// <summary>The notification's format.</summary>
    public string NotificationFormat { get; init; } = "System default";

    /// <summary>Whether a screenshot is attached to notifications.</summary>
    public bool NotificationScreenshot { get; init; }

    /// <summary>How many versions are kept; null follows the global setting.</summary>
    public int? HistorySnapshotMaxLength { get; init; }

    /// <summary>Superseded by <see cref="ProcessorConfigRestockDiff"/>; kept for clients that send it.</summary>
    public bool InStockOnly { get; init; } = true;

    /// <summary>Superseded by <see cref="ProcessorConfigRestockDiff"/>; kept for clients that send it.</summary>
    public bool FollowPriceChanges { get; init; } = true;

    /// <summary>Superseded by <see cref="ProcessorConfigRestockDiff"/>; kept for clients that send it.</summary>
    public double? PriceChangeThresholdPercent { get; init; }

    /// <summary>Whether price data found in the page is followed: <c>accepted</c>, <c>rejected</c> or null.</summary>
    public JsonElement? TrackLdjsonPriceData { get; init; }

    /// <summary>Whether the page's embedded price data is compared beside what the filters find.</summary>
    [JsonIgnore]
    public bool FollowsPriceData => TrackLdjsonPriceData is { ValueKind: JsonValueKind.String } track && track.GetString() == "accepted";

    /// <summary>Price and stock rules, in the v1 shape.</summary>
    public JsonElement? ProcessorConfigRestockDiff { get; init; }

    /// <summary>What changes matter, in plain words for a language model.</summary>
    public string LlmIntent { get; init; } = "";

    /// <summary>How a language model words a change.</summary>
    public string LlmChangeSummary { get; init; } = "";

    /// <summary>Whether <see cref="LlmChangeSummary"/> replaces or extends the global wording.</summary>
    public string LlmChangeSummaryMode { get; init; } = "replace";

    /// <summary>The key by which documents of configuration as code name the watch or group; null for one made of address and title. Not part of v1.</summary>
    public string? ConfigKey { get; init; }

    /// <summary>The places of secrets that are stored and cannot be read, for the key they were sealed with is gone; they read as empty. Not part of the document.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> LostSecrets { get; init; } = [];

    /// <summary>Fields a client sent on create that this version does not know; kept and returned, never interpreted.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}
