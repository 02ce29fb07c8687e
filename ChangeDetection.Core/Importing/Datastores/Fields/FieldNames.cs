using System.Collections.Frozen;
using System.Text.Json;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores.Fields;

/// <summary>What becomes of the fields of a watch or group that is read from a file.</summary>
internal static class FieldNames
{
    // What checks find, what is computed, and what stands beside the settings; some of it is kept as identity or state.
    private static readonly FrozenSet<string> NotSettings = FrozenSet.Create(
        StringComparer.Ordinal,
        "url", "uuid", "tag", "tags", "paused", "notification_muted", "last_viewed", "date_created", "history", "history_n", "newest_history_key", "last_checked", "last_changed",
        "last_error", "viewed", "has_unviewed", "link", "label", "page_title", "check_count", "fetch_time", "content-type", "content_type", "remote_server_reply",
        "previous_md5", "previous_md5_before_filters", "consecutive_filter_failures", "notification_alert_count", "last_notification_error",
        "browser_steps_last_error_step", "has_ldjson_price_data", "processor_config_restock_diff_source", "is_pdf", "is_source_type_url", "threshold_seconds",
        "has_browser_steps", "has_history", "has_restock_info", "favicon", "last_check_status", "last_filter_config_hash", "restock", "_llm_result", "_llm_intent",
        "_llm_change_summary", "llm_prefilter", "llm_evaluation_cache", "llm_last_tokens_used", "llm_tokens_used_cumulative", "llm_tokens_this_period",
        "llm_tokens_period_key", "overrides_watch", "url_match_pattern", "tag_colour");

    private static readonly FrozenSet<string> Forgotten = FrozenSet.Create(
        StringComparer.Ordinal,
        "last_error", "last_notification_error", "notification_alert_count", "consecutive_filter_failures", "browser_steps_last_error_step", "has_ldjson_price_data",
        "_llm_result", "_llm_intent", "_llm_change_summary", "llm_prefilter", "llm_evaluation_cache", "llm_last_tokens_used", "llm_tokens_used_cumulative", "llm_tokens_this_period");

    // Settings that the compatible product never had: a file that has them was made to set what it should not.
    private static readonly FrozenSet<string> Foreign = FrozenSet.Create(StringComparer.Ordinal, "check_cron", "snoozed_until", "verify_tls");

    private static readonly FrozenSet<string> Known =
        JsonSerializer.SerializeToElement(new WatchSettings(), new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower })
            .EnumerateObject().Select(member => member.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a field is no setting of a watch.</summary>
    public static bool IsNoSetting(string name) => name.StartsWith("__", StringComparison.Ordinal) || NotSettings.Contains(name);

    /// <summary>Whether a field has something that earlier checks found and that is neither kept nor worked out from what is kept.</summary>
    public static bool IsForgotten(string name, JsonElement value) => Forgotten.Contains(name) && !value.IsEmpty() && value.Number() is not 0;

    /// <summary>Whether a field is one that no file of the compatible product has.</summary>
    public static bool IsForeign(string name) => Foreign.Contains(name);

    /// <summary>Whether settings have a member for a field; others are kept as they are.</summary>
    public static bool IsKnown(string name) => Known.Contains(name);
}
