using System.Text.Json;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Lays a judged body over a draft: each field that is there replaces the whole value, those that are not stay.</summary>
internal static class WatchBody
{
    /// <summary>The draft with the fields a client may write, and no others.</summary>
    public static WatchDraft WithKnownFields(this WatchDraft draft, JsonElement body) => Overlay(draft, body, WatchSchema.IsWritable);

    /// <summary>The draft with the fields a client may write and those nobody knows; what is the system's own stays out.</summary>
    public static WatchDraft WithAllFields(this WatchDraft draft, JsonElement body) => Overlay(draft, body, _ => true);

    /// <summary>The draft with the fields that are asked for.</summary>
    public static WatchDraft WithFields(this WatchDraft draft, JsonElement body, Func<string, bool> isTaken) => Overlay(draft, body, isTaken);

    private static WatchDraft Overlay(WatchDraft draft, JsonElement body, Func<string, bool> isTaken)
    {
        var members = body.EnumerateObject()
            .Where(member => isTaken(member.Name) && !WatchFields.IsIgnored(member.Name) && !(member.Name == "processor_config_restock_diff" && IsOfTag(body))).ToList();
        var settings = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(WatchSettingsJson.Write(draft.Settings))!;
        foreach (var member in members)
            draft = Take(draft, settings, member.Name, member.Value);
        return draft with { Settings = WatchSettingsJson.ReadWatch(JsonSerializer.Serialize(settings)) };
    }

    // Sent back as it was read, a tag's rules must not become the watch's own.
    private static bool IsOfTag(JsonElement body) =>
        body.TryGetProperty("processor_config_restock_diff_source", out var source) && source.ValueKind is JsonValueKind.String && source.GetString()!.StartsWith("tag:", StringComparison.Ordinal);

    private static WatchDraft Take(WatchDraft draft, Dictionary<string, JsonElement> settings, string name, JsonElement value)
    {
        switch (name)
        {
            case "url":
                return V1Url.TryParse(value.GetString(), out var url) ? draft with { Url = url.Text } : throw new InvalidOperationException("The address was not judged.");
            case "paused":
                return draft with { IsPaused = value.GetBoolean() };
            case "notification_muted":
                return draft with { IsMuted = value.GetBoolean() };
            case "last_viewed":
                return draft with { LastViewedAt = value.GetInt64() is > 0 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null };
            case "tag":
            case "processor_config_restock_diff" when !value.EnumerateObject().Any():
                return draft;
            default:
                settings[name] = value;
                return draft;
        }
    }
}
