using System.Globalization;
using System.Text.Json;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores.Fields;

/// <summary>Brings lists and objects of a watch, which files have in many shapes, into the one that settings have. What does not fit is noted.</summary>
/// <param name="place">The watch or group, as notes name it.</param>
/// <param name="report">The notes.</param>
internal sealed class FieldShapes(string place, ImportReport report)
{
    private const int MaxItems = 1000;
    private const int MaxItem = 5000;

    private static readonly string[] Lists =
        ["include_filters", "subtractive_selectors", "ignore_text", "trigger_text", "text_should_not_be_present", "extract_lines_containing", "extract_text"];

    private static readonly Dictionary<string, long> IntervalParts =
        new() { ["weeks"] = 52_000, ["days"] = 365_000, ["hours"] = 8_760_000, ["minutes"] = 525_600_000, ["seconds"] = 31_536_000_000 };

    private static readonly string[] RestockNumbers = ["price_change_min", "price_change_max", "price_change_threshold_percent"];

    /// <summary>The value as settings have it; the value itself when its field has no such shape.</summary>
    public JsonElement Of(string field, JsonElement value) => field switch
    {
        _ when Lists.Contains(field) => Texts(field, value),
        "notification_urls" => Targets(value),
        "headers" => Headers(value),
        "time_between_check" => Interval(value),
        "browser_steps" => Steps(value),
        "conditions" => Conditions(value),
        "processor_config_restock_diff" => Restock(value),
        _ => value,
    };

    private JsonElement Texts(string field, JsonElement value)
    {
        var texts = value.ValueKind is JsonValueKind.String ? [.. value.Text().Split('\n')] : Items(field, value).Where(item => IsText(field, item)).Select(item => item.Text()).ToList();
        if (texts.RemoveAll(text => text.Length > MaxItem) is > 0 and var count)
            report.NotCarriedOver(place, FormattableString.Invariant($"{count} entries of '{field}' are longer than {MaxItem} characters and are left out."));
        return DatastoreDocument.Json(texts);
    }

    private bool IsText(string field, JsonElement item)
    {
        if (item.ValueKind is JsonValueKind.String)
            return true;
        report.NotCarriedOver(place, $"An entry of '{field}' is no text and is left out.");
        return false;
    }

    private IEnumerable<JsonElement> Items(string field, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Array)
        {
            if (value.GetArrayLength() > MaxItems)
                report.NotCarriedOver(place, FormattableString.Invariant($"'{field}' has more than {MaxItems} entries; those behind are left out."));
            return value.EnumerateArray().Take(MaxItems);
        }

        report.NotCarriedOver(place, $"'{field}' is no list and is left out.");
        return [];
    }

    private JsonElement Targets(JsonElement value)
    {
        var targets = Items("notification_urls", value).Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.Text().Trim()).Where(text => text.Length > 0).ToList();
        if (targets.RemoveAll(target => !NotificationTarget.IsOne(target)) is > 0 and var count)
            report.NotCarriedOver(place, FormattableString.Invariant($"{count} notification addresses have not the form scheme://target and are left out."), "Enter them by hand.");
        return DatastoreDocument.Json(targets);
    }

    private JsonElement Headers(JsonElement value)
    {
        if (DatastoreDocument.Members(value) is not { } members)
        {
            report.NotCarriedOver(place, "'headers' is no object and is left out.");
            return DatastoreDocument.Json(new Dictionary<string, string>());
        }

        return DatastoreDocument.Json(HeaderLines.Judge(members.Select(member => new KeyValuePair<string, string>(member.Key, Scalar(member.Value))), place, report));
    }

    private JsonElement Interval(JsonElement value)
    {
        var parts = new Dictionary<string, long>();
        foreach (var (name, part) in DatastoreDocument.Members(value) ?? [])
        {
            if (part.Number() is >= 0 and var number && IntervalParts.TryGetValue(name, out var most) && number <= most)
                parts[name] = (long)number;
            else if (!part.IsEmpty())
                report.NotCarriedOver(place, $"'{ImportText.Quote(name)}' of its interval is no number that can be used and is left out.", "See how often it is checked.");
        }

        return DatastoreDocument.Json(parts);
    }

    private JsonElement Steps(JsonElement value) =>
        Shape(Items("browser_steps", value).Where(item => item.ValueKind is JsonValueKind.Object)
            .Select(item => new BrowserStep(ScalarOf(item, "operation"), ScalarOf(item, "selector"), ScalarOf(item, "optional_value"))));

    private JsonElement Conditions(JsonElement value)
    {
        var conditions = Items("conditions", value).Where(item => item.ValueKind is JsonValueKind.Object)
            .Select(item => new WatchCondition(ScalarOf(item, "field") ?? "", ScalarOf(item, "operator") ?? "", ScalarOf(item, "value") ?? "")).ToList();
        // Rows that were never filled in counted for nothing where they come from.
        conditions.RemoveAll(condition => condition.Field.Length == 0 || condition.Operator.Length == 0);
        return Shape(conditions);
    }

    private static JsonElement Shape<T>(T value) => JsonSerializer.SerializeToElement(value, SnakeCase);

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private JsonElement Restock(JsonElement value)
    {
        // The file has them one level deeper than the API.
        var config = DatastoreDocument.Members(value.Member("restock_diff") ?? value) ?? [];
        config.Remove("restock_diff_source");
        foreach (var (name, member) in config)
        {
            if (IsRestock(name, member))
                continue;
            config.Remove(name);
            if (!member.IsEmpty())
                report.NotCarriedOver(place, $"The price and stock rule '{ImportText.Quote(name)}' is not understood and left out.");
        }

        return DatastoreDocument.Json(config);
    }

    private static bool IsRestock(string name, JsonElement value) => name switch
    {
        "in_stock_processing" => value.ValueKind is JsonValueKind.String && value.Text() is "in_stock_only" or "all_changes" or "off",
        "follow_price_changes" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => RestockNumbers.Contains(name) && value.Number() is not null,
    };

    private static string? ScalarOf(JsonElement item, string name) => item.Member(name) is { } value ? Scalar(value) : null;

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.Text(),
        JsonValueKind.Number => value.Number()?.ToString(CultureInfo.InvariantCulture) ?? "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    };
}
