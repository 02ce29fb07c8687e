using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Importing.Datastores.Fields;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>The settings of a whole installation in a datastore.</summary>
/// <param name="root">The top of the datastore.</param>
/// <param name="report">What is not carried over is noted here.</param>
/// <param name="clock">Bounds the time spent on judging rules.</param>
internal sealed partial class DatastoreSettings(DatastoreRoot root, ImportReport report, TimeProvider clock)
{
    private const string Place = "settings";

    private static readonly string[] Taken =
    [
        "headers", "requests.time_between_check", "requests.time_schedule_limit", "requests.jitter_seconds", "requests.workers", "requests.proxy", "requests.extra_proxies",
        "application.all_paused", "application.api_access_token", "application.api_access_token_enabled", "application.empty_pages_are_a_change", "application.global_ignore_text",
        "application.global_subtractive_selectors", "application.notification_urls", "application.ignore_whitespace", "application.render_anchor_tag_content", "application.rss_reader_mode",
        "application.strip_ignored_lines", "application.scheduler_timezone_default", "application.timezone", "application.tags", "application.schema_version",
        "requests.minutes_between_check",
    ];

    private readonly HashSet<string> _given = [];

    /// <summary>The settings; null when the datastore has none.</summary>
    public ImportedSettings? Read(DatastoreProxies proxies, IReadOnlyDictionary<string, string> headersFile)
    {
        var settings = new GlobalSettings();
        if (root.Settings.ValueKind is not JsonValueKind.Undefined)
            settings = Application(Requests(settings, root.Settings.Member("requests") ?? default, proxies), root.Application);
        var headers = Headers(headersFile);
        if (headers.Count > 0)
            settings = Given(settings with { Headers = headers }, nameof(settings.Headers));
        if (proxies.All.Count > 0)
            settings = Given(settings with { ExtraProxies = proxies.All }, nameof(settings.ExtraProxies));
        if (_given.Count == 0 && root.Settings.ValueKind is JsonValueKind.Undefined)
            return null;
        foreach (var problem in RuleValidation.Problems(settings, clock))
            report.NotCarriedOver(Place, $"A rule in '{problem.Field}' is wrong: {ImportText.Quote(problem.Message)}", "It is kept, but checks fail until it is mended.");
        return new ImportedSettings { Settings = settings, Given = _given, Others = Others() };
    }

    private GlobalSettings Requests(GlobalSettings settings, JsonElement requests, DatastoreProxies proxies)
    {
        var fields = DatastoreDocument.Members(requests) ?? [];
        new SchemaSteps(root.Schema).Apply(fields, default);
        if (fields.GetValueOrDefault("time_between_check") is { ValueKind: JsonValueKind.Object } interval)
        {
            var common = WatchSettingsJson.ReadWatch($$"""{"time_between_check":{{new FieldShapes(Place, report).Of("time_between_check", interval).GetRawText()}}}""").TimeBetweenCheck;
            if (common.ToTimeSpan() > TimeSpan.Zero)
                settings = Given(settings with { TimeBetweenCheck = common }, nameof(settings.TimeBetweenCheck));
        }

        if (requests.Member("time_schedule_limit") is { ValueKind: JsonValueKind.Object } schedule)
            settings = Given(settings with { TimeScheduleLimit = schedule.Clone() }, nameof(settings.TimeScheduleLimit));
        if (Whole(requests, "jitter_seconds", 0, 86_400) is { } jitter)
            settings = Given(settings with { JitterSeconds = jitter }, nameof(settings.JitterSeconds));
        if (Whole(requests, "workers", 1, 50) is { } workers)
            settings = Given(settings with { Workers = workers }, nameof(settings.Workers));
        return proxies.LabelFor(requests.TextOf("proxy")) is { Length: > 0 } proxy ? Given(settings with { Proxy = proxy }, nameof(settings.Proxy)) : settings;
    }

    private GlobalSettings Application(GlobalSettings settings, JsonElement application)
    {
        var shapes = new FieldShapes(Place, report);
        settings = settings with
        {
            AllPaused = Flag(application, "all_paused", nameof(settings.AllPaused), settings.AllPaused),
            ApiAccessTokenEnabled = Flag(application, "api_access_token_enabled", nameof(settings.ApiAccessTokenEnabled), settings.ApiAccessTokenEnabled),
            EmptyPagesAreAChange = Flag(application, "empty_pages_are_a_change", nameof(settings.EmptyPagesAreAChange), settings.EmptyPagesAreAChange),
            IgnoreWhitespace = Flag(application, "ignore_whitespace", nameof(settings.IgnoreWhitespace), settings.IgnoreWhitespace),
            RenderAnchorTagContent = Flag(application, "render_anchor_tag_content", nameof(settings.RenderAnchorTagContent), settings.RenderAnchorTagContent),
            RssReaderMode = Flag(application, "rss_reader_mode", nameof(settings.RssReaderMode), settings.RssReaderMode),
            StripIgnoredLines = Flag(application, "strip_ignored_lines", nameof(settings.StripIgnoredLines), settings.StripIgnoredLines),
        };
        if (application.Member("global_ignore_text") is { } ignored)
            settings = Given(settings with { GlobalIgnoreText = [.. Texts(shapes.Of("ignore_text", ignored))] }, nameof(settings.GlobalIgnoreText));
        if (application.Member("global_subtractive_selectors") is { } removed)
            settings = Given(settings with { GlobalSubtractiveSelectors = [.. Texts(shapes.Of("subtractive_selectors", removed))] }, nameof(settings.GlobalSubtractiveSelectors));
        if (application.Member("notification_urls") is { ValueKind: JsonValueKind.Array } targets)
            settings = Given(settings with { NotificationUrls = [.. Texts(shapes.Of("notification_urls", targets))] }, nameof(settings.NotificationUrls));
        if (application.TextOf("api_access_token") is { } token && Token().IsMatch(token))
            settings = Given(settings with { ApiAccessToken = token }, nameof(settings.ApiAccessToken));
        return Zone(settings, application.TextOf("scheduler_timezone_default") ?? application.TextOf("timezone"));
    }

    private GlobalSettings Zone(GlobalSettings settings, string? zone)
    {
        if (string.IsNullOrWhiteSpace(zone))
            return settings;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone.Trim(), out _))
            return Given(settings with { SchedulerTimezoneDefault = zone.Trim() }, nameof(settings.SchedulerTimezoneDefault));
        report.NotCarriedOver(Place, $"The time zone '{ImportText.Quote(zone)}' is not known on this machine.", "Choose one in the settings.");
        return settings;
    }

    private Dictionary<string, string> Headers(IReadOnlyDictionary<string, string> headersFile)
    {
        var members = root.Settings.Member("headers") is { } given ? DatastoreDocument.Members(given) ?? [] : [];
        var headers = HeaderLines.Judge(members.Where(header => header.Value.ValueKind is JsonValueKind.String).Select(header => new KeyValuePair<string, string>(header.Key, header.Value.Text())), Place, report);
        if (root.Schema < 7)
        {
            // Every datastore of that time had these; they were what the product sent by itself.
            foreach (var name in ((string[])["User-Agent", "Accept", "Accept-Encoding", "Accept-Language"]).Where(name => headers.Remove(name)))
                report.Remark(Place, $"The header '{name}' of all requests was the default of its time and is left out.");
        }

        foreach (var (name, value) in headersFile)
            headers[name] = value;
        return headers;
    }

    private Dictionary<string, JsonElement> Others()
    {
        var others = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in DatastoreDocument.Members(root.Settings) ?? [])
        {
            if (value.ValueKind is JsonValueKind.Object && name != "headers")
            {
                foreach (var member in value.EnumerateObject())
                    others[$"{name}.{member.Name}"] = member.Value;
            }
            else
            {
                others[name] = value;
            }
        }

        if (others.Remove("application.password", out var password) && !password.IsEmpty())
            report.NotCarriedOver(Place, "The password is not carried over.", "Set one in the settings.");
        others = others.Where(other => !Taken.Contains(other.Key) && !other.Value.IsEmpty()).ToDictionary(other => other.Key, other => other.Value.Clone(), StringComparer.Ordinal);
        if (others.Count > 0)
            report.NotCarriedOver(Place, $"These settings of the whole installation have no place here yet: {string.Join(", ", others.Keys.Select(ImportText.Quote).Order(StringComparer.Ordinal))}.", "Look through the settings.");
        return others;
    }

    private bool Flag(JsonElement application, string name, string member, bool otherwise)
    {
        if (application.Member(name) is not { ValueKind: JsonValueKind.True or JsonValueKind.False } value)
            return otherwise;
        _given.Add(member);
        return value.ValueKind is JsonValueKind.True;
    }

    private int? Whole(JsonElement element, string name, int least, int most)
    {
        if (element.NumberOf(name) is not { } number)
            return null;
        if (number >= least && number <= most)
            return (int)number;
        report.NotCarriedOver(Place, FormattableString.Invariant($"'{name}' is not between {least} and {most}; the default applies."));
        return null;
    }

    private GlobalSettings Given(GlobalSettings settings, string member)
    {
        _given.Add(member);
        return settings;
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.Text());

    [GeneratedRegex(@"^[0-9a-fA-F]{32}\z")]
    private static partial Regex Token();
}
