using System.Text.RegularExpressions;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>The fields of a watch that a client may write, each with its rule.</summary>
internal static partial class WatchSchema
{
    private const int MaxText = 5000;
    private const int MaxItems = 100;
    private const long MaxEpoch = 253_402_300_799;

    private static readonly TextRule Text = new(MaxText);
    private static readonly TextRule TextOrNull = new(MaxText, allowsNull: true);
    private static readonly ListRule Texts = new(Text, MaxItems);
    private static readonly BooleanRule Boolean = new();
    private static readonly BooleanRule BooleanOrNull = new(allowsNull: true);

    private static readonly Dictionary<string, Rule> Fields = new(StringComparer.Ordinal)
    {
        ["url"] = Text,
        ["title"] = TextOrNull,
        ["tag"] = TextOrNull,
        ["tags"] = new ListRule(Text, 10 * MaxItems),
        ["paused"] = Boolean,
        ["notification_muted"] = Boolean,
        ["last_viewed"] = new IntegerRule(0, MaxEpoch),
        ["use_page_title_in_list"] = BooleanOrNull,
        ["processor"] = new TextRule { OneOf = ["text_json_diff", "restock_diff"] },
        ["method"] = new TextRule { OneOf = ["GET", "POST", "DELETE", "PUT"] },
        ["body"] = TextOrNull,
        ["headers"] = new HeadersRule(),
        ["proxy"] = TextOrNull,
        ["fetch_backend"] = new TextRule { Pattern = FetchBackend },
        ["ignore_status_codes"] = BooleanOrNull,
        ["webdriver_delay"] = new IntegerRule(0, int.MaxValue, allowsNull: true),
        ["webdriver_js_execute_code"] = TextOrNull,
        ["browser_steps"] = new ListRule(WatchParts.BrowserStep, MaxItems),
        ["time_between_check"] = WatchParts.Interval,
        ["time_between_check_use_default"] = Boolean,
        ["time_schedule_limit"] = WatchParts.Schedule,
        ["include_filters"] = Texts,
        ["subtractive_selectors"] = Texts,
        ["ignore_text"] = Texts,
        ["strip_ignored_lines"] = BooleanOrNull,
        ["trigger_text"] = Texts,
        ["text_should_not_be_present"] = Texts,
        ["extract_lines_containing"] = Texts,
        ["extract_text"] = Texts,
        ["trim_text_whitespace"] = Boolean,
        ["remove_duplicate_lines"] = Boolean,
        ["sort_text_alphabetically"] = Boolean,
        ["check_unique_lines"] = Boolean,
        ["filter_text_added"] = Boolean,
        ["filter_text_removed"] = Boolean,
        ["filter_text_replaced"] = Boolean,
        ["conditions"] = new ListRule(WatchParts.Condition, MaxItems),
        ["conditions_match_logic"] = new TextRule { OneOf = ["ALL", "ANY"] },
        ["filter_failure_notification_send"] = Boolean,
        ["notification_urls"] = new ListRule(new TextRule(1000), MaxItems),
        ["notification_title"] = TextOrNull,
        ["notification_body"] = TextOrNull,
        ["notification_format"] = new TextRule { OneOf = ["text", "html", "htmlcolor", "markdown", "System default"] },
        ["notification_screenshot"] = Boolean,
        ["history_snapshot_max_length"] = new IntegerRule(1, 1000, allowsNull: true),
        ["in_stock_only"] = Boolean,
        ["follow_price_changes"] = Boolean,
        ["price_change_threshold_percent"] = new NumberRule(0, 100, allowsNull: true),
        ["track_ldjson_price_data"] = BooleanOrNull,
        ["processor_config_restock_diff"] = WatchParts.Restock,
        ["llm_intent"] = new TextRule(2000),
        ["llm_change_summary"] = new TextRule(2000),
        ["llm_change_summary_mode"] = new TextRule { OneOf = ["replace", "append"] },
    };

    /// <summary>The body of a create. Fields without a rule are let through and kept.</summary>
    public static ObjectRule Create { get; } = new(Fields) { Required = ["url"], AllowsOthers = true };

    /// <summary>The body of an edit. Fields without a rule are refused later, in another shape.</summary>
    public static ObjectRule Edit { get; } = new(Fields) { AllowsOthers = true };

    /// <summary>The rules by the field's name.</summary>
    public static IReadOnlyDictionary<string, Rule> Rules => Fields;

    /// <summary>Whether a client may write the field.</summary>
    public static bool IsWritable(string field) => Fields.ContainsKey(field);

    [GeneratedRegex("^(system|html_requests|html_webdriver|extra_browser_.+)$")]
    private static partial Regex FetchBackend { get; }
}
