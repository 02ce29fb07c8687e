using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.ConfigAsCode;

/// <summary>Works out what a document changes. Everything in it is judged before anything is done.</summary>
/// <param name="document">The document as read.</param>
/// <param name="state">The installation as it is.</param>
/// <param name="prune">Whether what the document's lists do not have is deleted. A list that is not there deletes nothing.</param>
/// <param name="urls">Which addresses are taken.</param>
/// <param name="clock">What rules take for now.</param>
internal sealed class ConfigPlanner(ParsedConfig document, ConfigState state, bool prune, WatchUrlRules urls, TimeProvider clock)
{
    private static readonly string[] Sections = ["version", "settings", "groups", "watches"];

    private readonly ConfigProblems _problems = new(document.Lines);

    /// <summary>The plan, and how to carry it out.</summary>
    /// <exception cref="ConfigRefusedException">Something in the document is wrong.</exception>
    public ConfigWork Work()
    {
        var root = document.Root as JsonObject ?? throw ConfigProblems.Refusal("document", "The document must be a list of fields: version, settings, groups, watches.");
        foreach (var unknown in root.Select(field => field.Key).Except(Sections))
            _problems.Add(unknown, $"There is no section '{unknown}'; there are: {string.Join(", ", Sections)}.");
        if (root["version"] is not JsonValue version || !version.TryGetValue<long>(out var number) || number != ConfigState.Version)
            _problems.Add("version", $"Give 'version: {ConfigState.Version}', the one that is known here.");
        var groups = ConfigEntries.Read(root, "groups", ConfigFields.UsualGroup, item => TextOf(item, "title"), state.Groups, _problems);
        var watches = ConfigEntries.Read(
            root, "watches", ConfigFields.UsualWatch,
            item => WatchUrl.TryParse(TextOf(item, "url"), clock, WatchUrlRules.OfStored, out var url, out _) ? ConfigState.UsualKey(url.Text, TextOf(item, "title")) : null, state.Watches, _problems);
        _problems.ThrowIfAny();
        var settings = ConfigSettings.Read(root["settings"], state.Global, clock, _problems);
        var global = settings.After with { Groups = groups is null ? state.Global.Groups : new ConfigGroups(state, prune, clock, _problems).Build(groups) };
        _problems.ThrowIfAny();
        var work = new ConfigWatches(state, global, groups ?? [], urls, _problems, clock).Build(watches ?? []);
        _problems.ThrowIfAny();
        return new ConfigWork(PlanOf(settings.Changes, groups, watches), global, work.Creates, work.Edits, watches is null || !prune ? [] : Missing(state.Watches, watches));
    }

    private ConfigPlan PlanOf(IReadOnlyList<ConfigFieldChange> settings, IReadOnlyList<ConfigEntry>? groups, IReadOnlyList<ConfigEntry>? watches)
    {
        var all = (groups ?? []).Select(entry => (Kind: "group", Entry: entry)).Concat((watches ?? []).Select(entry => (Kind: "watch", Entry: entry))).ToList();
        List<ConfigChange> changes = settings.Count == 0 ? [] : [new ConfigChange("settings", "", settings)];
        changes.AddRange(all.Where(one => one.Entry.Changes.Count > 0).Select(one => new ConfigChange(one.Kind, one.Entry.Key, one.Entry.Changes)));
        List<ConfigTarget> deletes = !prune ? [] :
        [
            .. groups is null ? [] : Missing(state.Groups, groups).Select(item => new ConfigTarget("group", item.Key)),
            .. watches is null ? [] : Missing(state.Watches, watches).Select(item => new ConfigTarget("watch", item.Key)),
        ];
        return new ConfigPlan(
            [.. all.Where(one => one.Entry.Stored is null).Select(one => new ConfigTarget(one.Kind, one.Entry.Key))], changes, deletes,
            all.Count(one => one.Entry is { Stored: not null, Changes.Count: 0 }));
    }

    private static IReadOnlyList<ConfigItem> Missing(IReadOnlyList<ConfigItem> stored, IReadOnlyList<ConfigEntry> entries)
    {
        var keys = entries.Select(entry => entry.Key).ToHashSet();
        return [.. stored.Where(item => !keys.Contains(item.Key))];
    }

    private static string? TextOf(JsonObject item, string field) =>
        item.TryGetPropertyValue(field, out var value) && value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;
}
