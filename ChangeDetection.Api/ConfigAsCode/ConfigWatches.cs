using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>The watches of a document as the store keeps them.</summary>
internal sealed class ConfigWatches(ConfigState state, GlobalSettings global, IReadOnlyList<ConfigEntry> groups, WatchUrlRules urls, ConfigProblems problems, TimeProvider clock)
{
    private readonly Dictionary<string, string> _groupIds = IdsOf(state, global, groups);

    /// <summary>What is made and what is edited.</summary>
    public (IReadOnlyList<WatchDraft> Creates, IReadOnlyDictionary<WatchId, WatchDraft> Edits) Build(IReadOnlyList<ConfigEntry> entries)
    {
        var creates = new List<WatchDraft>();
        var edits = new Dictionary<WatchId, WatchDraft>();
        foreach (var entry in entries)
        {
            if (Make(entry) is not { } draft)
                continue;
            if (entry.Stored is not { Watch: { } watch })
                creates.Add(draft);
            else if (entry.Changes.Count > 0 || entry.Stored.OwnKey is null)
                edits[watch.Id] = draft;
        }

        return (creates, edits);
    }

    private WatchDraft? Make(ConfigEntry entry)
    {
        ConfigRules.CheckShape(entry, WatchSchema.Rules, problems);
        var before = entry.Stored?.Watch is { } watch ? WatchDraft.From(watch) : new WatchDraft { Url = "" };
        if (ConfigRules.Read(entry, before.Settings, entry.Key, clock, problems) is not { } settings)
            return null;
        if (entry.Judged.Contains("proxy"))
            problems.Add($"{entry.Path}.proxy", ProxyLines.ProblemWithChoice(settings.Proxy, global.ExtraProxies));
        if (UrlOf(entry, before.Url) is not { } url || FlagOf(entry, "paused") is not { } paused || FlagOf(entry, "notification_muted") is not { } muted)
            return null;
        return before with { Url = url, IsPaused = paused, IsMuted = muted, Settings = settings with { Tags = TagsOf(entry, before.Settings) } };
    }

    private string? UrlOf(ConfigEntry entry, string before)
    {
        if (!entry.Judged.Contains("url"))
            return before;
        if (WatchUrl.TryParse(entry.Fields["url"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "", clock, urls, out var url, out var problem))
            return url.Text;
        problems.Add($"{entry.Path}.url", problem);
        return null;
    }

    private bool? FlagOf(ConfigEntry entry, string field)
    {
        if (entry.Fields[field] is JsonValue value && value.TryGetValue<bool>(out var flag))
            return flag;
        problems.Add($"{entry.Path}.{field}", "Give true or false.");
        return null;
    }

    private IReadOnlyList<string> TagsOf(ConfigEntry entry, WatchSettings before)
    {
        if (!entry.Judged.Contains("groups"))
            return before.Tags;
        if (entry.Fields["groups"] is not JsonArray keys || keys.Any(key => key?.GetValueKind() is not JsonValueKind.String))
        {
            problems.Add($"{entry.Path}.groups", "Give a list of keys of groups.");
            return before.Tags;
        }

        foreach (var unknown in keys.Select(key => key!.GetValue<string>()).Where(key => !_groupIds.ContainsKey(key)))
            problems.Add($"{entry.Path}.groups", $"There is no group '{unknown}', neither in the document nor in the installation: add it to the section groups.");
        return [.. keys.Select(key => _groupIds.GetValueOrDefault(key!.GetValue<string>())).OfType<string>()];
    }

    private static Dictionary<string, string> IdsOf(ConfigState state, GlobalSettings global, IReadOnlyList<ConfigEntry> groups)
    {
        var ids = state.Groups.Where(item => global.Groups.Any(group => group.Id == item.Group!.Id)).ToDictionary(item => item.Key, item => item.Group!.Id);
        foreach (var entry in groups.Where(entry => entry.Stored is null))
            ids[entry.Key] = global.Groups.First(group => group.Settings.ConfigKey == entry.Key).Id;
        return ids;
    }
}
