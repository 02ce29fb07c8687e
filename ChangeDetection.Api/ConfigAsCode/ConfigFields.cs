using System.Collections.Frozen;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>The fields of documents: what stands in the store, under the names it has there, without what is no matter of configuration.</summary>
internal static class ConfigFields
{
    private static readonly FrozenSet<string> NotOfWatches = FrozenSet.Create(StringComparer.Ordinal, "config_key", "snoozed_until", "tags");
    private static readonly FrozenSet<string> NotOfGroups = FrozenSet.Create(StringComparer.Ordinal, "config_key", "snoozed_until", "tags", "title");
    private static readonly FrozenSet<string> NotOfSettings = FrozenSet.Create(StringComparer.Ordinal, "groups", "schedule_version");

    private static readonly JsonObject UsualSettings = Parse(WatchSettingsJson.Write(new WatchSettings()));

    /// <summary>A watch's fields as they are when a document does not name them.</summary>
    public static JsonObject UsualWatch { get; } = OfWatch(new WatchDraft { Url = "" }, []);

    /// <summary>A group's fields as they are when a document does not name them.</summary>
    public static JsonObject UsualGroup { get; } = OfGroup(new WatchGroup("", ""));

    /// <summary>The fields of a watch.</summary>
    public static JsonObject OfWatch(WatchDraft draft, IReadOnlyList<string> groups)
    {
        var fields = new JsonObject
        {
            ["url"] = draft.Url,
            ["title"] = draft.Settings.Title,
            ["groups"] = new JsonArray([.. groups.Select(key => (JsonNode?)key)]),
            ["paused"] = draft.IsPaused,
            ["notification_muted"] = draft.IsMuted,
        };
        Take(fields, draft.Settings, NotOfWatches);
        return Tidy(fields);
    }

    /// <summary>The fields of a group.</summary>
    public static JsonObject OfGroup(WatchGroup group)
    {
        var fields = new JsonObject
        {
            ["title"] = group.Title,
            ["interval"] = group.TimeBetweenCheck is { } interval ? System.Text.Json.JsonSerializer.SerializeToNode(interval, System.Text.Json.JsonSerializerOptions.Web) : null,
            ["notification_muted"] = group.IsMuted,
            ["overrides_watch"] = group.OverridesWatch,
            ["url_match_pattern"] = group.UrlMatchPattern,
            ["tag_colour"] = group.Colour,
        };
        Take(fields, group.Settings, NotOfGroups);
        return Tidy(fields);
    }

    /// <summary>The fields of the installation's settings.</summary>
    public static JsonObject OfSettings(GlobalSettings settings)
    {
        var fields = Parse(WatchSettingsJson.Write(settings));
        foreach (var name in NotOfSettings)
            fields.Remove(name);
        return Tidy(fields);
    }

    /// <summary>Settings of a watch or group with the fields of a document laid over them.</summary>
    /// <exception cref="System.Text.Json.JsonException">A field has another type.</exception>
    public static WatchSettings Apply(WatchSettings before, JsonObject fields, string? key)
    {
        var document = Parse(WatchSettingsJson.Write(before));
        foreach (var (name, value) in fields.Where(field => UsualSettings.ContainsKey(field.Key) && !NotOfWatches.Contains(field.Key)))
            document[name] = value?.DeepClone();
        document["config_key"] = key;
        return WatchSettingsJson.ReadWatch(document.ToJsonString());
    }

    /// <summary>The same value without absent members below its own, and in one spelling.</summary>
    public static JsonObject Tidy(JsonObject fields)
    {
        var tidy = JsonNode.Parse(fields.ToJsonString())!.AsObject();
        foreach (var (_, value) in tidy)
            DropNulls(value);
        return tidy;
    }

    private static void Take(JsonObject fields, WatchSettings settings, FrozenSet<string> leftOut)
    {
        // A field that nobody knows is kept with the watch and is no matter of documents.
        foreach (var (name, value) in Parse(WatchSettingsJson.Write(settings with { Unknown = null })).Where(field => !leftOut.Contains(field.Key)))
            fields[name] = value?.DeepClone();
    }

    private static void DropNulls(JsonNode? node)
    {
        if (node is JsonArray list)
            list.ToList().ForEach(DropNulls);
        if (node is not JsonObject map)
            return;
        foreach (var (name, value) in map.ToList())
        {
            if (value is null)
                map.Remove(name);
            DropNulls(value);
        }
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
