using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores.Fields;

/// <summary>Brings documents of older datastores into the shape of the newest (peer behaviour, section 11.3). Steps that only move files are the business of whoever reads the files.</summary>
/// <param name="schema">The number of the last step that the datastore has gone through.</param>
internal sealed partial class SchemaSteps(int schema)
{
    /// <summary>The number that the newest known datastores have; also that of a datastore which says nothing.</summary>
    public const int Newest = 33;

    private static readonly string[] OlderRestock = ["in_stock_only", "follow_price_changes", "price_change_threshold_percent", "price_change_min", "price_change_max"];

    private static readonly Dictionary<string, string> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Text"] = "text",
        ["Plain Text"] = "text",
        ["HTML"] = "html",
        ["HTML Color"] = "htmlcolor",
        ["htmlcolor"] = "htmlcolor",
        ["Markdown"] = "markdown",
        ["Markdown to HTML"] = "markdown",
        ["System default"] = "System default",
        ["default"] = "System default",
    };

    /// <summary>Brings the members of a watch or group up to date, in place.</summary>
    /// <param name="fields">The members.</param>
    /// <param name="application">The application settings of the datastore; their notification texts were once copied into each watch.</param>
    public void Apply(Dictionary<string, JsonElement> fields, JsonElement application)
    {
        Interval(fields);
        NotificationTexts(fields, application);
        Filters(fields);
        Restock(fields);
        if (fields.Remove("extract_title_as_title", out var usesTitle) && !fields.ContainsKey("use_page_title_in_list") && usesTitle.ValueKind is JsonValueKind.True)
            fields["use_page_title_in_list"] = usesTitle;
        if (fields.TryGetValue("notification_format", out var format) && format.ValueKind is JsonValueKind.String && Formats.TryGetValue(format.Text(), out var name))
            fields["notification_format"] = DatastoreDocument.Json(name);
    }

    /// <summary>The titles of groups of a watch from before there were groups.</summary>
    public IReadOnlyList<string> GroupTitles(Dictionary<string, JsonElement> fields) =>
        schema < 12 && fields.TryGetValue("tag", out var tag) && tag.ValueKind is JsonValueKind.String ? GroupNames.In(tag.Text()) : [];

    /// <summary>A notification text with its tokens in the newer notation.</summary>
    public string Tokens(string text) => schema < 9 ? OldToken().Replace(text, "{{$1}}") : text;

    private void Interval(Dictionary<string, JsonElement> fields)
    {
        if (fields.Remove("minutes_between_check", out var minutes) && minutes.Number() is > 0 and <= 525_600_000 and var count && !HasInterval(fields))
            fields["time_between_check"] = DatastoreDocument.Json(new Dictionary<string, long> { ["minutes"] = (long)count });
        if (schema < 15 && !fields.ContainsKey("time_between_check_use_default"))
            fields["time_between_check_use_default"] = DatastoreDocument.Json(!HasInterval(fields));
    }

    private static bool HasInterval(Dictionary<string, JsonElement> fields) =>
        fields.TryGetValue("time_between_check", out var interval) && interval.ValueKind is JsonValueKind.Object && interval.EnumerateObject().Any(part => part.Value.Number() is > 0);

    private void NotificationTexts(Dictionary<string, JsonElement> fields, JsonElement application)
    {
        foreach (var name in (string[])["notification_title", "notification_body", "notification_format"])
        {
            if (!fields.TryGetValue(name, out var value) || value.ValueKind is not JsonValueKind.String)
                continue;
            if (schema < 5 && application.TextOf(name) == value.Text())
                fields.Remove(name);
            else if (schema < 9)
                fields[name] = DatastoreDocument.Json(Tokens(value.Text()));
        }
    }

    private void Filters(Dictionary<string, JsonElement> fields)
    {
        if (fields.Remove("css_filter", out var filter) && filter.ValueKind is JsonValueKind.String && filter.Text().Trim().Length > 0 && !HasFilters(fields))
            fields["include_filters"] = DatastoreDocument.Json<string[]>([filter.Text().Trim()]);
        if (schema >= 14 || !HasFilters(fields))
            return;
        // Older rules were run by the older engine, and may mean something else to the newer one.
        var filters = fields["include_filters"].EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => AsOldXPath(item.Text()));
        fields["include_filters"] = DatastoreDocument.Json(filters.ToArray());
    }

    private static bool HasFilters(Dictionary<string, JsonElement> fields) =>
        fields.TryGetValue("include_filters", out var filters) && filters.ValueKind is JsonValueKind.Array && filters.GetArrayLength() > 0;

    private static string AsOldXPath(string filter)
    {
        if (filter.StartsWith('/'))
            return "xpath1:" + filter;
        return filter.StartsWith("xpath:", StringComparison.Ordinal) ? "xpath1:" + filter["xpath:".Length..] : filter;
    }

    private static void Restock(Dictionary<string, JsonElement> fields)
    {
        if (fields.Remove("restock_settings", out var settings) && settings.ValueKind is JsonValueKind.Object)
            fields.TryAdd("processor_config_restock_diff", settings);
        if (fields.GetValueOrDefault("processor") is not { ValueKind: JsonValueKind.String } processor || processor.Text() != "restock_diff" || fields.ContainsKey("processor_config_restock_diff"))
            return;
        var older = OlderRestock.Where(fields.ContainsKey).ToDictionary(name => name, name => fields[name]);
        if (older.Remove("in_stock_only", out var inStockOnly))
            older["in_stock_processing"] = DatastoreDocument.Json(inStockOnly.ValueKind is JsonValueKind.False ? "all_changes" : "in_stock_only");
        if (older.Count > 0)
            fields["processor_config_restock_diff"] = DatastoreDocument.Json(older);
    }

    [GeneratedRegex(@"(?<!\{)\{\s*(base_url|current_snapshot|diff|diff_added|diff_full|diff_patch|diff_removed|diff_url|preview_url|triggered_text|watch_tag|watch_title|watch_url|watch_uuid)\s*\}(?!\})")]
    private static partial Regex OldToken();
}
