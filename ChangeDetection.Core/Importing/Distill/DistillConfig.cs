using System.Text.Json;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Distill;

/// <summary>What a monitor of Distill.io selects; the export has it as JSON within JSON.</summary>
/// <param name="place">The monitor, as notes name it.</param>
/// <param name="report">What is not understood is noted here.</param>
internal sealed class DistillConfig(string place, ImportReport report)
{
    private static readonly string[] Known = ["selections", "dynamic", "ignoreEmptyText", "includeStyle", "dataAttr", "regexp", "incremental"];

    /// <summary>The settings with what the monitor's config says.</summary>
    public WatchSettings Over(WatchSettings settings, JsonElement item)
    {
        if (Embedded(item, "config") is not { } config)
            return settings;
        foreach (var other in config.EnumerateObject().Where(member => !Known.Contains(member.Name) && !member.Value.IsEmpty()))
            report.NotCarriedOver(place, $"'config.{ImportText.Quote(other.Name)}' is not carried over.");
        NoteExtraction(config);
        var (includes, excludes) = (new List<string>(), new List<string>());
        foreach (var selection in List(config, "selections"))
        {
            foreach (var (frame, index) in List(selection, "frames").Select((frame, index) => (frame, index)))
            {
                if (index > 0)
                    report.NotCarriedOver(place, "A selection inside a frame of the page is not carried over.", "Watch the frame's own address.");
                else
                    Add(frame, includes, excludes);
            }
        }

        return settings with
        {
            IncludeFilters = [.. includes.Distinct()],
            SubtractiveSelectors = [.. excludes.Distinct()],
            FetchBackend = config.IsTrue("dynamic") ? "html_webdriver" : settings.FetchBackend,
        };
    }

    /// <summary>A member that is JSON in a text, or JSON itself; null when it is neither or not there.</summary>
    public JsonElement? Embedded(JsonElement item, string name)
    {
        if (item.Member(name) is not { } value || value.ValueKind is JsonValueKind.String && value.Text().Length == 0)
            return null;
        try
        {
            var parsed = value.ValueKind is JsonValueKind.String ? LooseJson.Parse(value.Text()) : value;
            if (parsed.ValueKind is JsonValueKind.Object)
                return parsed;
        }
        catch (JsonException)
        {
            // Noted like everything that is no object.
        }

        report.NotCarriedOver(place, $"Its '{name}' cannot be read.", "Set it by hand.");
        return null;
    }

    private void NoteExtraction(JsonElement config)
    {
        if (config.Member("regexp") is { } regexp && !regexp.IsEmpty())
            report.NotCarriedOver(place, "Its regular expression is not carried over.", "Enter it under 'extract text'.");
        if (config.TextOf("dataAttr") is { Length: > 0 } attribute and not "text")
            report.NotCarriedOver(place, $"It compares '{ImportText.Quote(attribute)}' of the elements; here their text is compared.");
        if (config.IsTrue("includeStyle"))
            report.NotCarriedOver(place, "It compares styles as well; here only the text is compared.");
    }

    private void Add(JsonElement frame, List<string> includes, List<string> excludes)
    {
        includes.AddRange(List(frame, "includes").Select(Filter).OfType<string>());
        excludes.AddRange(List(frame, "excludes").Select(Filter).OfType<string>());
    }

    private string? Filter(JsonElement selector)
    {
        var expression = selector.TextOf("expr")?.Trim();
        if (string.IsNullOrEmpty(expression))
            return null;
        var type = selector.TextOf("type") ?? "css";
        if (type == "xpath")
            return expression.StartsWith('/') ? expression : "xpath:" + expression;
        if (type == "css")
            return expression;
        report.NotCarriedOver(place, $"The selector '{ImportText.Quote(expression)}' of the type '{ImportText.Quote(type)}' is not carried over.");
        return null;
    }

    private static IEnumerable<JsonElement> List(JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
