using System.Collections.Frozen;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Fields of a watch that no client writes. They are listed by name, so that a new field is unwritable until somebody decides.</summary>
internal static class WatchFields
{
    /// <summary>What the system keeps to itself: in no answer, and dropped from every body.</summary>
    private static readonly FrozenSet<string> Hidden = FrozenSet.Create(
        StringComparer.Ordinal,
        "last_check_status", "last_filter_config_hash", "restock", "_llm_result", "_llm_intent", "_llm_change_summary", "llm_prefilter",
        "llm_evaluation_cache", "llm_last_tokens_used", "llm_tokens_used_cumulative", "llm_tokens_this_period", "llm_tokens_period_key",
        "check_cron", "snoozed_until", "verify_tls", "config_key");

    /// <summary>What the checks find and what is computed: shown or known to clients, and dropped from every body so that what was read can be sent back.</summary>
    private static readonly FrozenSet<string> ReadOnly = FrozenSet.Create(
        StringComparer.Ordinal,
        "uuid", "date_created", "history", "history_n", "newest_history_key", "last_checked", "last_changed", "last_error", "viewed", "has_unviewed",
        "link", "label", "page_title", "check_count", "fetch_time", "content-type", "content_type", "remote_server_reply", "previous_md5",
        "previous_md5_before_filters", "consecutive_filter_failures", "notification_alert_count", "last_notification_error",
        "browser_steps_last_error_step", "has_ldjson_price_data", "processor_config_restock_diff_source", "is_pdf", "is_source_type_url",
        "threshold_seconds", "has_browser_steps", "has_history", "has_restock_info", "favicon");

    /// <summary>Whether the field is dropped from bodies without a word.</summary>
    public static bool IsIgnored(string name) => IsHidden(name) || ReadOnly.Contains(name);

    /// <summary>Whether the field is in no answer.</summary>
    public static bool IsHidden(string name) => name.StartsWith("__", StringComparison.Ordinal) || Hidden.Contains(name);
}
