using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>A whole watch: its settings as stored, and over them what the system knows, so that no stored field can pretend to be one of those.</summary>
internal static class V1WatchView
{
    private const string DefaultRestock =
        """{"in_stock_processing":"in_stock_only","follow_price_changes":true,"price_change_min":null,"price_change_max":null,"price_change_threshold_percent":null}""";

    private const string DefaultDay = """{"enabled":true,"start_time":"00:00","duration":{"hours":"24","minutes":"00"}}""";

    private static readonly string DefaultSchedule =
        $$"""{"enabled":false,{{string.Join(',', ((string[])["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]).Select(day => $"\"{day}\":{DefaultDay}"))}}}""";

    /// <summary>The watch with every field.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="groups">The groups of the installation: one of them may replace the price and stock rules.</param>
    public static JsonObject Of(Watch watch, IReadOnlyList<WatchGroup> groups)
    {
        var (settings, sources) = EffectiveSettings.WithSources(watch.Url, watch.Settings, groups);
        var view = Settings(watch.Settings with { ProcessorConfigRestockDiff = settings.ProcessorConfigRestockDiff });
        view["processor_config_restock_diff_source"] = sources.TryGetValue("processor_config_restock_diff", out var from) ? $"tag:{from[0]}" : "watch";
        AddIdentity(view, watch);
        AddState(view, watch.State);
        AddFacts(view, WatchFacts.Of(watch));
        return view;
    }

    /// <summary>The settings of a watch or a tag, each field there.</summary>
    public static JsonObject Settings(WatchSettings settings)
    {
        var view = JsonNode.Parse(WatchSettingsJson.Write(settings))!.AsObject();
        foreach (var name in view.Select(member => member.Key).Where(WatchFields.IsHidden).ToList())
            view.Remove(name);
        view["time_schedule_limit"] ??= JsonNode.Parse(DefaultSchedule);
        view["processor_config_restock_diff"] ??= JsonNode.Parse(DefaultRestock);
        return view;
    }

    private static void AddIdentity(JsonObject view, Watch watch)
    {
        view["uuid"] = watch.Id.ToString();
        view["url"] = watch.Url;
        view["tag"] = "";
        view["date_created"] = watch.CreatedAt.ToUnixTimeSeconds();
        view["paused"] = watch.IsPaused;
        view["notification_muted"] = watch.IsMuted;
    }

    private static void AddState(JsonObject view, WatchState state)
    {
        view["last_error"] = TextOrFalse(state.LastError);
        view["page_title"] = state.PageTitle;
        view["check_count"] = state.CheckCount;
        view["fetch_time"] = Math.Round(state.FetchTime.TotalSeconds, 3);
        view["content-type"] = state.ContentType;
        view["remote_server_reply"] = state.RemoteServer;
        view["previous_md5"] = TextOrFalse(state.PreviousChecksum);
        view["previous_md5_before_filters"] = false;
        view["history_n"] = state.SnapshotCount;
        view["consecutive_filter_failures"] = 0;
        view["notification_alert_count"] = 0;
        view["last_notification_error"] = null;
        view["browser_steps_last_error_step"] = null;
        view["has_ldjson_price_data"] = null;
    }

    private static void AddFacts(JsonObject view, WatchFacts facts)
    {
        view["last_checked"] = facts.LastChecked;
        view["last_changed"] = facts.LastChanged;
        view["last_viewed"] = facts.LastViewed;
        view["viewed"] = facts.IsViewed;
        view["link"] = facts.Link;
    }

    private static JsonNode TextOrFalse(string? text) => text is null ? JsonValue.Create(false) : JsonValue.Create(text);
}
