using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>The installation as documents see it.</summary>
/// <param name="Global">The settings.</param>
/// <param name="Groups">The groups in their order.</param>
/// <param name="Watches">The watches in the order they were made.</param>
internal sealed record ConfigState(GlobalSettings Global, IReadOnlyList<ConfigItem> Groups, IReadOnlyList<ConfigItem> Watches)
{
    /// <summary>The version of documents.</summary>
    public const int Version = 1;

    /// <summary>The state of an installation. A watch whose stored settings are damaged is left out.</summary>
    public static ConfigState Of(GlobalSettings global, IReadOnlyList<Watch> watches)
    {
        var groupKeys = Keys([.. global.Groups.Select(group => (group.Settings.ConfigKey, group.Title))]);
        var groups = global.Groups.Select((group, index) => new ConfigItem(groupKeys[index], ConfigFields.OfGroup(group), null, group)).ToList();
        var sound = watches.Where(watch => watch.SettingsProblem is null).ToList();
        var keys = Keys([.. sound.Select(watch => (watch.Settings.ConfigKey, UsualKey(watch.Url, watch.Settings.Title)))]);
        return new ConfigState(global, groups, [.. sound.Select((watch, index) => new ConfigItem(keys[index], ConfigFields.OfWatch(WatchDraft.From(watch), GroupKeys(watch, groups)), watch, null))]);
    }

    /// <summary>The key of a watch that has none of its own.</summary>
    public static string UsualKey(string url, string? title) => string.IsNullOrEmpty(title) ? url : $"{url} {title}";

    /// <summary>Keys that are unique: those that are given stay, a made one that is taken gets a number.</summary>
    public static IReadOnlyList<string> Keys(IReadOnlyList<(string? Own, string Usual)> items)
    {
        var taken = items.Select(item => item.Own).OfType<string>().ToHashSet();
        return [.. items.Select(item => item.Own ?? Free(item.Usual, taken))];
    }

    /// <summary>The document: of groups and watches only what is not as usual.</summary>
    public JsonObject ToDocument(bool withSecrets)
    {
        var settings = ConfigFields.OfSettings(Global);
        if (!withSecrets)
            ConfigSecrets.Tokens.ToList().ForEach(token => settings.Remove(token));
        return new JsonObject
        {
            ["version"] = Version,
            ["settings"] = Shown(settings, withSecrets),
            ["groups"] = new JsonArray([.. Groups.Select(group => Shorten(group, ConfigFields.UsualGroup, withSecrets))]),
            ["watches"] = new JsonArray([.. Watches.Select(watch => Shorten(watch, ConfigFields.UsualWatch, withSecrets))]),
        };
    }

    private static JsonNode Shorten(ConfigItem item, JsonObject usual, bool withSecrets)
    {
        var fields = new JsonObject { ["key"] = item.Key };
        foreach (var (name, value) in item.Fields.Where(field => !JsonNode.DeepEquals(field.Value, usual[field.Key])))
            fields[name] = withSecrets ? value?.DeepClone() : ConfigSecrets.Hide(name, value);
        return fields;
    }

    private static JsonObject Shown(JsonObject fields, bool withSecrets) =>
        withSecrets ? fields : new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, ConfigSecrets.Hide(field.Key, field.Value))));

    private static List<string> GroupKeys(Watch watch, IReadOnlyList<ConfigItem> groups) =>
        [.. watch.Settings.Tags.Select(tag => groups.FirstOrDefault(group => string.Equals(group.Group!.Id, tag, StringComparison.OrdinalIgnoreCase))?.Key).OfType<string>().Distinct()];

    private static string Free(string key, HashSet<string> taken)
    {
        var free = key;
        for (var number = 2; !taken.Add(free); number++)
            free = $"{key} {number}";
        return free;
    }
}
