using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores.Fields;

/// <summary>Which values the fields of a watch may have, as the v1 API judges them (peer behaviour, section 1.7).</summary>
internal static partial class FieldRules
{
    private const int MaxText = 5000;
    private const int MaxShortText = 2000;

    private static readonly FrozenDictionary<string, Func<JsonElement, string?>> Rules = new Dictionary<string, Func<JsonElement, string?>>
    {
        ["title"] = Text(MaxText),
        ["body"] = Text(MaxText * 20),
        ["proxy"] = Text(MaxText),
        ["webdriver_js_execute_code"] = Text(MaxText * 20),
        ["notification_title"] = Text(MaxText),
        ["notification_body"] = Text(MaxText * 4),
        ["llm_intent"] = Text(MaxShortText),
        ["llm_change_summary"] = Text(MaxShortText),
        ["llm_change_summary_mode"] = OneOf("replace", "append"),
        ["processor"] = OneOf("text_json_diff", "restock_diff"),
        ["method"] = OneOf("GET", "POST", "DELETE", "PUT"),
        ["notification_format"] = OneOf("text", "html", "htmlcolor", "markdown", "System default"),
        ["conditions_match_logic"] = OneOf("ALL", "ANY"),
        ["fetch_backend"] = value => value.ValueKind is JsonValueKind.String && FetchBackend().IsMatch(value.Text()) ? null : "is no fetcher known here",
        ["use_page_title_in_list"] = Boolean,
        ["ignore_status_codes"] = Boolean,
        ["strip_ignored_lines"] = Boolean,
        ["time_between_check_use_default"] = Boolean,
        ["trim_text_whitespace"] = Boolean,
        ["remove_duplicate_lines"] = Boolean,
        ["sort_text_alphabetically"] = Boolean,
        ["check_unique_lines"] = Boolean,
        ["filter_text_added"] = Boolean,
        ["filter_text_removed"] = Boolean,
        ["filter_text_replaced"] = Boolean,
        ["filter_failure_notification_send"] = Boolean,
        ["notification_screenshot"] = Boolean,
        ["in_stock_only"] = Boolean,
        ["follow_price_changes"] = Boolean,
        ["webdriver_delay"] = Number(0, int.MaxValue, isWhole: true),
        ["history_snapshot_max_length"] = Number(1, 1000, isWhole: true),
        ["price_change_threshold_percent"] = Number(0, 100, isWhole: false),
        ["time_schedule_limit"] = Object,
        ["track_ldjson_price_data"] = value => value.ValueKind is JsonValueKind.True or JsonValueKind.False || value.ValueKind is JsonValueKind.String && value.Text() is "accepted" or "rejected" or "" ? null : "is neither accepted nor rejected",
    }.ToFrozenDictionary();

    /// <summary>What is wrong with the value of a field, in the words of a sentence that begins with the field's name; null when it is right or has no rule.</summary>
    public static string? ProblemWith(string field, JsonElement value) => Rules.TryGetValue(field, out var rule) ? rule(value) : null;

    private static Func<JsonElement, string?> Text(int most) => value => value.ValueKind switch
    {
        JsonValueKind.String when value.Text().Length <= most => null,
        JsonValueKind.String => FormattableString.Invariant($"is longer than {most} characters"),
        _ => "is not a text",
    };

    private static Func<JsonElement, string?> OneOf(params string[] words) =>
        value => value.ValueKind is JsonValueKind.String && words.Contains(value.Text()) ? null : $"is none of {string.Join(", ", words)}";

    private static Func<JsonElement, string?> Number(double least, double most, bool isWhole) =>
        value => value.ValueKind is JsonValueKind.Number && value.Number() is { } number && number >= least && number <= most && (!isWhole || value.TryGetInt64(out _))
            ? null
            : FormattableString.Invariant($"is no number from {least} to {most}");

    private static string? Boolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "is neither true nor false";

    private static string? Object(JsonElement value) => value.ValueKind is JsonValueKind.Object ? null : "is not an object";

    [GeneratedRegex("^(system|html_requests|html_webdriver|extra_browser_.{1,200})$")]
    private static partial Regex FetchBackend();
}
