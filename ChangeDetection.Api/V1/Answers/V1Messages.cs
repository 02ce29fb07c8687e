using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Answers;

/// <summary>The sentences that v1 clients match on.</summary>
internal static class V1Messages
{
    public const string WrongKey = "Invalid access - API key invalid.";
    public const string TooManyWrongKeys = "Too many wrong API keys came from this address; wait a moment, then send the right one.";
    public const string KeyMayOnlyRead = "Invalid access - this API key may only read.";
    public const string BadUrlOnCreate = "Invalid or unsupported URL";
    public const string NullUrl = "URL cannot be null";
    public const string UrlNoText = "URL must be a string";
    public const string BlankUrl = "URL cannot be empty or whitespace only";
    public const string BadUrlOnEdit = "Invalid or unsupported URL format. URL must use http://, https://, or ftp:// protocol";
    public const string NoHtml = "No content found";
    public const string Broken = "Internal Server Error";

    public const string NoInterval =
        "At least one time interval (weeks, days, hours, minutes, or seconds) must be specified when not using global settings.";

    public const string BadTagTitle = "Invalid or unsupported tag";
    public const string BadColour = "tag_colour: must be a hex colour, for example #4f8ef7";
    public const string TitleTaken = "Another tag has this title already";
    public const string NoSearchText = "Search query 'q' parameter is required";
    public const string NoneAdded = "No valid notification URLs were added";
    public const string NoneDeleted = "No matching notification URLs found.";
    public const string TooFewVersions = "Not enough history entries. Need at least 2 snapshots for 'previous'";
    public const string BadFormat = "Invalid format. Must be one of: text, html, htmlcolor, markdown";

    public static string NoWatch(string uuid) => $"No watch exists with the UUID of {uuid}";

    public static string UnknownParameter(string name) => $"Unknown watch configuration parameter: {name}";

    public static string BadParameter(string name, string problem) => $"Invalid value for parameter '{name}': {problem}";

    public static string BadUrlInImport(string url) => $"Invalid or unsupported URL - {url}";

    public static string Importing(int count) => $"Importing {count} URLs in background";

    public static string NoTagCalled(string title) => $"No tag has the title '{title}'";

    public static string NoTag(string uuid) => $"No tag exists with the UUID of {uuid}";

    public static string NoHistory(WatchId id) => $"Watch found but no history exists for the UUID {id}";

    public static string NoFavicon(WatchId id) => $"No Favicon available for {id}";

    public static string NoVersion(string timestamp) => $"No history snapshot found for timestamp '{timestamp}'";

    public static string NotInHistory(string end, string timestamp) => $"{end} timestamp {timestamp} not found in watch history";

    public static string BadProxy(IReadOnlyList<string> keys) =>
        $"Invalid proxy choice, currently supported proxies are '{(keys.Count == 0 ? "none configured" : string.Join(", ", keys))}'";

    public static string NoBoolean(string name, string value) => $"{name}: '{value}' is not a truth value; use true or false";

    public static string UnknownFields(IEnumerable<string> names) => $"Unknown field(s): {string.Join(", ", names.Order(StringComparer.Ordinal))}";

    public static string BadNotificationUrl(string url) => $"'{url}' is not a valid AppRise URL.";

    public static string BadNotificationUrls(string problem) => $"Invalid notification_urls: {problem}";

    public static string BadRule(string field, int index, string problem) => $"{field}.{index}: {problem}";

    public static string LimitReached(int count, int limit) => $"Watch limit reached ({count}/{limit} watches). Cannot add more watches.";

    public static string Queued(int queued, int others) =>
        $"OK, queued {queued} watches for rechecking" + (others > 0 ? $" ({others} already queued or running)" : "");

    public static string QueuedMany(int count) => $"OK, queueing {count} watches in background";
}
