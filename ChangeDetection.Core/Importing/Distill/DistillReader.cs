using System.Text.Json;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Distill;

/// <summary>Reads the JSON export of Distill.io.</summary>
internal sealed class DistillReader(TimeProvider clock, WatchUrlRules rules)
{
    private static readonly string[] Known =
        ["id", "name", "uri", "url", "config", "tags", "tag", "schedule", "state", "content_type", "ts", "ts_mod", "is_deleted", "client_id", "user_id"];

    /// <summary>The watches of an export.</summary>
    /// <exception cref="ImportException">It is no such export.</exception>
    public ImportResult Read(string text)
    {
        var document = Parse(text);
        var report = new ImportReport();
        var watches = new List<ImportedWatch>();
        var number = 0;
        foreach (var item in Items(document))
        {
            number++;
            if (ReadItem(item, FormattableString.Invariant($"entry {number}"), report) is { } watch)
                watches.Add(watch);
        }

        return new ImportResult(ImportFormat.Distill, report) { Watches = watches };
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            return LooseJson.Parse(text);
        }
        catch (JsonException broken)
        {
            throw new ImportException($"The file is not JSON (line {(broken.LineNumber ?? 0) + 1}); export it once more.", broken);
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement root)
    {
        var list = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("data", out var items) ? items : root;
        return list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : throw new ImportException("The file has no list of monitors ('data'), so it is no export of Distill.io.");
    }

    private ImportedWatch? ReadItem(JsonElement item, string place, ImportReport report)
    {
        var address = item.TextOf("uri") ?? item.TextOf("url");
        if (!WatchUrl.TryParse(address, clock, rules, out var url, out var problem))
        {
            report.Refused(place, address is null ? "The entry has no address ('uri')." : $"{ImportText.Quote(address)}: {problem}");
            return null;
        }

        if (item.IsTrue("is_deleted") || item.NumberOf("is_deleted") is > 0)
        {
            report.Refused(place, $"{ImportText.Quote(url.Text)} was deleted there.");
            return null;
        }

        foreach (var other in item.EnumerateObject().Where(member => !Known.Contains(member.Name) && !member.Value.IsEmpty()))
            report.NotCarriedOver(place, $"'{ImportText.Quote(other.Name)}' is not carried over.");
        if (item.TryGetProperty("state", out var state) && state.ValueKind is JsonValueKind.Number && state.GetRawText() != "40")
            report.Remark(place, $"Its state there is {state.GetRawText()}, not the 40 of an active monitor; it is checked here.", "Pause it if it was off.");
        var settings = new WatchSettings { Title = item.TextOf("name") is { } name && !string.IsNullOrWhiteSpace(name) ? name.Trim() : null };
        settings = new DistillConfig(place, report).Over(settings, item);
        settings = DistillSchedule.Over(settings, item, place, report);
        return new ImportedWatch { Place = place, Draft = new WatchDraft { Url = url.Text, Settings = settings }, GroupTitles = Groups(item) };
    }

    private static IReadOnlyList<string> Groups(JsonElement item)
    {
        if (!item.TryGetProperty("tags", out var tags) && !item.TryGetProperty("tag", out tags))
            return [];
        return tags.ValueKind switch
        {
            JsonValueKind.String => GroupNames.In(tags.GetString()),
            JsonValueKind.Array => GroupNames.Of(tags.EnumerateArray().Select(tag => tag.ValueKind is JsonValueKind.String ? tag.GetString() : tag.TextOf("name"))),
            _ => [],
        };
    }
}
