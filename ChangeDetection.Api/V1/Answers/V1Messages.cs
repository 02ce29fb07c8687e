using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Answers;

/// <summary>The sentences that v1 clients match on.</summary>
internal static class V1Messages
{
    public const string WrongKey = "Invalid access - API key invalid.";
    public const string BadUrlOnCreate = "Invalid or unsupported URL";
    public const string NullUrl = "URL cannot be null";
    public const string UrlNoText = "URL must be a string";
    public const string BlankUrl = "URL cannot be empty or whitespace only";
    public const string BadUrlOnEdit = "Invalid or unsupported URL format. URL must use http://, https://, or ftp:// protocol";
    public const string NoProxies = "Invalid proxy choice, currently supported proxies are 'none configured'";
    public const string NoHtml = "No content found";
    public const string Broken = "Internal Server Error";

    public const string NoInterval =
        "At least one time interval (weeks, days, hours, minutes, or seconds) must be specified when not using global settings.";

    public const string NoTagTitles =
        "Tags cannot be given by title: this version has no tags yet. Leave 'tag' out, or give the UUIDs of tags as 'tags'.";

    public static string NoWatch(string uuid) => $"No watch exists with the UUID of {uuid}";

    public static string NoHistory(WatchId id) => $"Watch found but no history exists for the UUID {id}";

    public static string NoFavicon(WatchId id) => $"No Favicon available for {id}";

    public static string NoVersion(string timestamp) => $"No history snapshot found for timestamp '{timestamp}'";

    public static string UnknownFields(IEnumerable<string> names) => $"Unknown field(s): {string.Join(", ", names.Order(StringComparer.Ordinal))}";

    public static string BadNotificationUrl(string url) => $"'{url}' is not a valid AppRise URL.";

    public static string BadRule(string field, int index, string problem) => $"{field}.{index}: {problem}";

    public static string LimitReached(int count, int limit) => $"Watch limit reached ({count}/{limit} watches). Cannot add more watches.";

    public static string Queued(int queued, int others) =>
        $"OK, queued {queued} watches for rechecking" + (others > 0 ? $" ({others} already queued or running)" : "");

    public static string QueuedMany(int count) => $"OK, queueing {count} watches in background";
}
