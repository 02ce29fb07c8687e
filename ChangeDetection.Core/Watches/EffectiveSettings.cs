using System.Text.Json;

namespace ChangeDetection.Core.Watches;

/// <summary>What holds for a watch once its groups have had their say (peer behaviour, section 2.4, and more).</summary>
/// <remarks>
/// Lists of rules add up. Price and stock rules are replaced by the first named group that says so. Everything else that can be left
/// open on a watch is taken from the first of its groups that sets it; what no group sets follows the installation, as before.
/// </remarks>
public static class EffectiveSettings
{
    /// <summary>The settings a check goes by.</summary>
    /// <param name="url">The watch's address as stored.</param>
    /// <param name="own">What the watch itself sets.</param>
    /// <param name="groups">The groups of the installation.</param>
    public static WatchSettings Of(string url, WatchSettings own, IReadOnlyList<WatchGroup> groups) =>
        GroupMembership.Of(url, own.Tags, groups) is { Count: > 0 } members ? Cascade(own, members, out _) : own;

    /// <summary>The same, and for each field that is not the watch's own alone the identities of the groups it comes from.</summary>
    public static (WatchSettings Settings, IReadOnlyDictionary<string, IReadOnlyList<string>> Sources) WithSources(string url, WatchSettings own, IReadOnlyList<WatchGroup> groups)
    {
        var settings = Cascade(own, GroupMembership.Of(url, own.Tags, groups), out var sources);
        return (settings, sources.Read);
    }

    private static WatchSettings Cascade(WatchSettings own, IReadOnlyList<WatchGroup> groups, out GroupSources sources)
    {
        var from = sources = new GroupSources(groups);
        return own with
        {
            IncludeFilters = from.Add("include_filters", own.IncludeFilters, set => set.IncludeFilters),
            // What a group removes is gone before the watch looks.
            SubtractiveSelectors = from.AddFirst("subtractive_selectors", own.SubtractiveSelectors, set => set.SubtractiveSelectors),
            IgnoreText = from.Add("ignore_text", own.IgnoreText, set => set.IgnoreText),
            TriggerText = from.Add("trigger_text", own.TriggerText, set => set.TriggerText),
            TextShouldNotBePresent = from.Add("text_should_not_be_present", own.TextShouldNotBePresent, set => set.TextShouldNotBePresent),
            ExtractText = from.Add("extract_text", own.ExtractText, set => set.ExtractText),
            ExtractLinesContaining = from.Add("extract_lines_containing", own.ExtractLinesContaining, set => set.ExtractLinesContaining),
            Headers = from.Add("headers", own.Headers, set => set.Headers),
            ProcessorConfigRestockDiff = RestockOf(own, groups, from),
            Proxy = string.IsNullOrEmpty(own.Proxy) ? from.First("proxy", set => string.IsNullOrEmpty(set.Proxy) ? null : set.Proxy) ?? own.Proxy : own.Proxy,
            FetchBackend = own.FetchBackend == "system" ? from.First("fetch_backend", set => set.FetchBackend == "system" ? null : set.FetchBackend) ?? own.FetchBackend : own.FetchBackend,
            IgnoreStatusCodes = own.IgnoreStatusCodes ?? from.First("ignore_status_codes", set => set.IgnoreStatusCodes),
            StripIgnoredLines = own.StripIgnoredLines ?? from.First("strip_ignored_lines", set => set.StripIgnoredLines),
            UsePageTitleInList = own.UsePageTitleInList ?? from.First("use_page_title_in_list", set => set.UsePageTitleInList),
            WebdriverDelay = own.WebdriverDelay ?? from.First("webdriver_delay", set => set.WebdriverDelay),
            HistorySnapshotMaxLength = own.HistorySnapshotMaxLength ?? from.First("history_snapshot_max_length", set => set.HistorySnapshotMaxLength),
            LostSecrets = [.. own.LostSecrets, .. groups.SelectMany(group => group.Settings.LostSecrets.Select(place => $"{group.Title}: {place}"))],
            LlmIntent = own.LlmIntent.Length > 0 ? own.LlmIntent : from.First("llm_intent", set => set.LlmIntent.Length > 0 ? set.LlmIntent : null) ?? "",
            LlmChangeSummary = own.LlmChangeSummary.Length > 0 ? own.LlmChangeSummary : from.First("llm_change_summary", set => set.LlmChangeSummary.Length > 0 ? set.LlmChangeSummary : null) ?? "",
        };
    }

    private static JsonElement? RestockOf(WatchSettings own, IReadOnlyList<WatchGroup> groups, GroupSources sources)
    {
        var group = groups.FirstOrDefault(group => group.OverridesWatch && own.Tags.Any(tag => GroupMembership.IsNamed(group, tag)));
        if (group is null)
            return own.ProcessorConfigRestockDiff;
        sources.Note("processor_config_restock_diff", group);
        return group.Settings.ProcessorConfigRestockDiff;
    }
}
