using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>Reads the lists of a document beside what is stored.</summary>
internal static class ConfigEntries
{
    /// <summary>The entries of a list; null when the document does not have it.</summary>
    /// <param name="root">The document.</param>
    /// <param name="name"><c>groups</c> or <c>watches</c>.</param>
    /// <param name="usual">Every field as it is when it is not named.</param>
    /// <param name="usualKey">The key of an entry that names none.</param>
    /// <param name="stored">What is there.</param>
    /// <param name="problems">What is wrong.</param>
    public static IReadOnlyList<ConfigEntry>? Read(
        JsonObject root, string name, JsonObject usual, Func<JsonObject, string?> usualKey, IReadOnlyList<ConfigItem> stored, ConfigProblems problems)
    {
        if (!root.TryGetPropertyValue(name, out var list))
            return null;
        if (list is not (JsonArray or null))
        {
            problems.Add(name, "This must be a list.");
            return null;
        }

        var rows = (list as JsonArray ?? []).Select((item, index) => (Item: item as JsonObject, Path: $"{name}[{index}]")).ToList();
        rows.Where(row => row.Item is null).ToList().ForEach(row => problems.Add(row.Path, "This must be a list of fields."));
        var sound = rows.Where(row => row.Item is not null).Select(row => (Item: row.Item!, row.Path)).ToList();
        var keys = ConfigState.Keys([.. sound.Select(row => (OwnKey(row.Item, row.Path, problems), usualKey(row.Item) ?? row.Path))]);
        var byKey = stored.ToDictionary(item => item.Key);
        var seen = new HashSet<string>();
        var entries = new List<ConfigEntry>();
        for (var index = 0; index < sound.Count; index++)
        {
            if (!seen.Add(keys[index]))
                problems.Add($"{sound[index].Path}.key", $"The key '{keys[index]}' stands there twice: give each its own.");
            entries.Add(ReadOne(sound[index].Item, keys[index], sound[index].Path, usual, byKey.GetValueOrDefault(keys[index]), problems));
        }

        return entries;
    }

    /// <summary>The value that a document means: a secret sent back as it was shown is the stored one.</summary>
    public static JsonNode? Meant(string field, JsonNode? value, JsonObject? stored, string path, ConfigProblems problems)
    {
        if (stored is not null && JsonNode.DeepEquals(value, ConfigSecrets.Hide(field, stored[field])))
            return stored[field]?.DeepClone();
        if (ConfigSecrets.HasMask(field, value))
            problems.Add(path, $"{ConfigSecrets.Mask} stands for a secret that is stored, and this is not the field as it is stored: write the secrets out, or read the document with ?secrets=true.");
        return value?.DeepClone();
    }

    private static ConfigEntry ReadOne(JsonObject item, string key, string path, JsonObject usual, ConfigItem? stored, ConfigProblems problems)
    {
        foreach (var unknown in item.Select(field => field.Key).Where(field => field != "key" && !usual.ContainsKey(field)))
            problems.Add($"{path}.{unknown}", $"There is no field '{unknown}'.");
        var fields = (JsonObject)usual.DeepClone();
        var given = ConfigFields.Tidy(item);
        foreach (var (field, value) in given.Where(field => usual.ContainsKey(field.Key)))
            fields[field] = Meant(field, value, stored?.Fields, $"{path}.{field}", problems);
        List<ConfigFieldChange> changes = stored is null ? [] :
        [
            .. fields.Where(field => !JsonNode.DeepEquals(field.Value, stored.Fields[field.Key]))
                .Select(field => new ConfigFieldChange(field.Key, ConfigSecrets.Hide(field.Key, stored.Fields[field.Key]), ConfigSecrets.Hide(field.Key, field.Value))),
        ];
        return new ConfigEntry(key, path, fields, stored, changes);
    }

    private static string? OwnKey(JsonObject item, string path, ConfigProblems problems)
    {
        if (!item.TryGetPropertyValue("key", out var key))
            return null;
        if (key?.GetValueKind() is JsonValueKind.String && key.GetValue<string>() is { Length: > 0 and <= 6000 } text)
            return text;
        problems.Add($"{path}.key", "A key is a text of 1 to 6000 characters; put it into quotes.");
        return null;
    }
}
