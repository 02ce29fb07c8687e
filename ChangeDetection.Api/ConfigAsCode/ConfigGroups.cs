using System.Text.Json;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>The groups of a document as the store keeps them.</summary>
internal sealed class ConfigGroups(ConfigState state, bool prune, TimeProvider clock, ConfigProblems problems)
{
    /// <summary>The groups as they will be: those that stay in their places, new ones behind them.</summary>
    public IReadOnlyList<WatchGroup> Build(IReadOnlyList<ConfigEntry> entries)
    {
        var byKey = entries.Where(entry => entry.Stored is not null).ToDictionary(entry => entry.Key);
        var after = new List<WatchGroup>();
        foreach (var item in state.Groups)
        {
            if (byKey.TryGetValue(item.Key, out var entry))
                after.Add(Make(entry, item.Group!));
            else if (!prune)
                after.Add(item.Group!);
        }

        after.AddRange(entries.Where(entry => entry.Stored is null)
            .Select(entry => Make(entry, new WatchGroup(Guid.NewGuid().ToString(), "") { CreatedAt = clock.GetUtcNow().ToUnixTimeSeconds() })));
        foreach (var twice in after.GroupBy(group => group.Title, StringComparer.OrdinalIgnoreCase).Where(titles => titles.Key.Length > 0 && titles.Count() > 1))
            problems.Add("groups", $"Two groups would have the title '{twice.Key}': give each its own.");
        if (after.Count > GroupCatalog.MostGroups)
            problems.Add("groups", $"There can be at most {GroupCatalog.MostGroups} groups.");
        return after;
    }

    private WatchGroup Make(ConfigEntry entry, WatchGroup before)
    {
        ConfigRules.CheckShape(entry, TagSchema.Create.Members, problems);
        var settings = ConfigRules.Read(entry, before.Settings, entry.Key, clock, problems);
        try
        {
            var group = before with
            {
                Title = entry.Fields["title"]?.GetValue<string>().Trim() ?? "",
                TimeBetweenCheck = entry.Fields["interval"].Deserialize<CheckInterval>(JsonSerializerOptions.Web),
                IsMuted = entry.Fields["notification_muted"]?.GetValue<bool>() ?? false,
                OverridesWatch = entry.Fields["overrides_watch"]?.GetValue<bool>() ?? false,
                UrlMatchPattern = TextOf(entry, "url_match_pattern"),
                Colour = TextOf(entry, "tag_colour"),
                // A group has its title beside its settings.
                Settings = (settings ?? before.Settings) with { Title = null },
            };
            problems.Add($"{entry.Path}.title", group.Title.Length == 0 ? "Give the group a title." : null);
            problems.Add($"{entry.Path}.tag_colour", group.Colour is { } colour && !GroupColour.IsWellFormed(colour) ? "A colour is #rgb or #rrggbb." : null);
            return group;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or JsonException or FormatException)
        {
            problems.Add(entry.Path, "title, url_match_pattern and tag_colour are texts, notification_muted and overrides_watch true or false, interval a list of weeks, days, hours, minutes and seconds.");
            return before;
        }
    }

    private static string? TextOf(ConfigEntry entry, string field) => entry.Fields[field]?.GetValue<string>() is { Length: > 0 } text ? text : null;
}
