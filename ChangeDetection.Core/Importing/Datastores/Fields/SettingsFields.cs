using System.Text.Json;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores.Fields;

/// <summary>Makes settings of the fields of a watch or group, and notes what is not carried over.</summary>
/// <param name="place">The watch or group, as notes name it.</param>
/// <param name="report">The notes.</param>
/// <param name="clock">Bounds the time spent on judging rules.</param>
internal sealed class SettingsFields(string place, ImportReport report, TimeProvider clock)
{
    private const int MaxUnknown = 64 * 1024;

    /// <summary>The settings; fields that are wrong have their defaults, fields nobody knows are kept.</summary>
    public WatchSettings Read(IEnumerable<KeyValuePair<string, JsonElement>> fields)
    {
        var shapes = new FieldShapes(place, report);
        var good = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in fields.Where(field => !FieldNames.IsNoSetting(field.Key)))
        {
            if (FieldNames.IsForeign(name))
                report.NotCarriedOver(place, $"'{name}' does not belong into such a file and is left out.");
            else if (!FieldNames.IsKnown(name))
                Keep(good, name, value);
            else if (value.ValueKind is not JsonValueKind.Null)
                Take(good, name, shapes.Of(name, value));
        }

        var settings = Deserialize(good);
        foreach (var problem in RuleValidation.Problems(settings, jq: null, clock))
            report.NotCarriedOver(place, $"A rule in '{problem.Field}' is wrong: {ImportText.Quote(problem.Message)}", "It is kept, but checks fail until it is mended.");
        return settings;
    }

    private void Take(Dictionary<string, JsonElement> good, string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String && value.Text().Length == 0 && name is "processor" or "method" or "notification_format" or "conditions_match_logic" or "fetch_backend")
            return;
        if (FieldRules.ProblemWith(name, value) is { } problem)
            report.NotCarriedOver(place, $"'{name}' {problem}{Found(value)}; the default applies.", Advice(name));
        else
            good[name] = value;
    }

    private static string Found(JsonElement value) => value.ValueKind is JsonValueKind.String && value.Text().Length <= 40 ? $" ('{ImportText.Quote(value.Text())}')" : "";

    private static string? Advice(string name) => name switch
    {
        "processor" => "Pages are compared as text here; see whether the watch still tells what it should.",
        "fetch_backend" or "method" => "See whether the page can still be fetched.",
        _ => null,
    };

    private void Keep(Dictionary<string, JsonElement> good, string name, JsonElement value)
    {
        if (name.Length > 200 || value.GetRawText().Length > MaxUnknown)
        {
            report.NotCarriedOver(place, $"'{ImportText.Quote(name)}' is not known here and too large to keep.");
            return;
        }

        good[name] = value;
        if (!value.IsEmpty())
            report.Remark(place, $"'{ImportText.Quote(name)}' is not known here; it is kept and does nothing.");
    }

    private WatchSettings Deserialize(Dictionary<string, JsonElement> good)
    {
        try
        {
            return WatchSettingsJson.ReadWatch(JsonSerializer.Serialize(good));
        }
        catch (JsonException)
        {
            // A rule above lets through what settings cannot hold; field by field shows which.
            return WatchSettingsJson.ReadWatch(JsonSerializer.Serialize(good.Where(IsReadable).ToDictionary()));
        }
    }

    private bool IsReadable(KeyValuePair<string, JsonElement> field)
    {
        try
        {
            WatchSettingsJson.ReadWatch(JsonSerializer.Serialize(new Dictionary<string, JsonElement> { [field.Key] = field.Value }));
            return true;
        }
        catch (JsonException)
        {
            report.NotCarriedOver(place, $"'{ImportText.Quote(field.Key)}' has a value of another type; the default applies.");
            return false;
        }
    }
}
