using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Importing.Datastores.Fields;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>The groups of a datastore.</summary>
/// <param name="root">The top of the datastore.</param>
/// <param name="report">What is not carried over is noted here.</param>
/// <param name="clock">Bounds the time spent on judging rules.</param>
internal sealed partial class DatastoreGroups(DatastoreRoot root, ImportReport report, TimeProvider clock)
{
    private const int MaxPattern = 5000;

    private readonly List<ImportedGroup> _groups = [];
    private readonly Dictionary<string, string> _idsByTitle = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _idsById = new(StringComparer.Ordinal);

    /// <summary>The groups, each title once.</summary>
    public IReadOnlyList<ImportedGroup> All => _groups;

    /// <summary>Adds a group; one with the title of an earlier one becomes one with it.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="fields">Its members.</param>
    /// <param name="headers">What <c>headers-TITLE.txt</c> adds to the requests of its watches, by the title's letters and digits.</param>
    public void Add(WatchId id, Dictionary<string, JsonElement> fields, IReadOnlyDictionary<string, Dictionary<string, string>> headers)
    {
        var place = $"group {id}";
        if (_idsById.ContainsKey(id.ToString()))
            return;
        var title = fields.GetValueOrDefault("title") is { ValueKind: JsonValueKind.String } text ? text.Text().Trim() : "";
        if (title.Length == 0)
        {
            title = $"group {id.ToString()[..8]}";
            report.Remark(place, $"The group has no title; it is called '{title}'.");
        }

        if (_idsByTitle.TryGetValue(title, out var earlier))
        {
            _idsById[id.ToString()] = earlier;
            report.NotCarriedOver(place, $"There is another group called '{ImportText.Quote(title)}'; this one's watches belong to that one now, its settings are left out.");
            return;
        }

        (_idsByTitle[title], _idsById[id.ToString()]) = (id.ToString(), id.ToString());
        new SchemaSteps(root.Schema).Apply(fields, root.Application);
        fields.Remove("processor");
        _groups.Add(Group(id, title, fields, headers, place));
    }

    /// <summary>The identities of a watch's groups; those of groups that are not there are noted.</summary>
    public IReadOnlyList<string> IdsOf(IEnumerable<string> tags, string place)
    {
        var ids = new List<string>();
        foreach (var tag in tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (_idsById.TryGetValue(tag.ToLowerInvariant(), out var id))
                ids.Add(id);
            else
                report.NotCarriedOver(place, $"It belongs to a group '{ImportText.Quote(tag)}' that is not there.");
        }

        return [.. ids.Distinct()];
    }

    /// <summary>What the name of a headers file has for a title.</summary>
    public static string HeadersKey(string title) => NoLetterOrDigit().Replace(title, "").ToLowerInvariant();

    private ImportedGroup Group(WatchId id, string title, Dictionary<string, JsonElement> fields, IReadOnlyDictionary<string, Dictionary<string, string>> headers, string place)
    {
        var element = DatastoreDocument.Json(fields);
        var settings = new SettingsFields(place, report, clock).Read(fields);
        if (headers.TryGetValue(HeadersKey(title), out var more))
            settings = settings with { Headers = more.Concat(settings.Headers.Where(header => !more.ContainsKey(header.Key))).ToDictionary() };
        return new ImportedGroup
        {
            Id = id.ToString(),
            Title = title,
            Settings = settings with { Title = null },
            UrlMatchPattern = Pattern(element.TextOf("url_match_pattern")),
            TagColour = Colour(element.TextOf("tag_colour"), place),
            OverridesWatch = element.IsTrue("overrides_watch"),
            IsMuted = element.IsTrue("notification_muted"),
            CreatedAt = element.MomentOf("date_created"),
        };
    }

    private static string? Pattern(string? pattern) => string.IsNullOrWhiteSpace(pattern) || pattern.Length > MaxPattern ? null : pattern.Trim();

    private string? Colour(string? colour, string place)
    {
        if (string.IsNullOrWhiteSpace(colour) || GroupColour.IsWellFormed(colour))
            return string.IsNullOrWhiteSpace(colour) ? null : colour;
        report.NotCarriedOver(place, "Its colour is no hexadecimal colour such as #4f8ef7 and is left out.");
        return null;
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]")]
    private static partial Regex NoLetterOrDigit();
}
