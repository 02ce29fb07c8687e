using System.Text.Json;
using ChangeDetection.Core.Filtering.Validating;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>Requests of a page to drafts of a watch, or to what is wrong with them, by field.</summary>
internal static class WatchDrafts
{
    public static bool TryMake(CreateWatch create, out WatchDraft draft, out Dictionary<string, string[]> problems)
    {
        problems = [];
        draft = new WatchDraft { Url = CanonicalUrl(create.Url, problems), Settings = new WatchSettings { Title = OrNull(create.Title) } };
        return problems.Count == 0;
    }

    /// <summary>What is wrong with an edit; empty when nothing is. A given address is canonical in <paramref name="sound"/>.</summary>
    public static Dictionary<string, string[]> Check(EditWatch edit, TimeProvider clock, out EditWatch sound)
    {
        Dictionary<string, string[]> problems = [];
        sound = edit.Url is null ? edit : edit with { Url = CanonicalUrl(edit.Url, problems) };
        if (edit is { UsesDefaultInterval: false, Interval: null or { IsZero: true } })
            problems["interval"] = ["At least one time interval (weeks, days, hours, minutes, or seconds) must be specified when not using global settings."];
        var rules = WithRules(edit, new WatchSettings());
        foreach (var field in RuleValidation.Problems(rules, jq: null, clock).GroupBy(problem => problem.Field, problem => problem.Message))
            problems[CamelCase(field.Key)] = [.. field];
        return problems;
    }

    /// <summary>The draft of a watch after an edit.</summary>
    public static WatchDraft Apply(EditWatch edit, Watch watch)
    {
        var draft = WatchDraft.From(watch);
        var settings = draft.Settings;
        return draft with
        {
            Url = edit.Url ?? draft.Url,
            IsPaused = edit.IsPaused ?? draft.IsPaused,
            IsMuted = edit.IsMuted ?? draft.IsMuted,
            Settings = WithRules(edit, settings) with
            {
                Title = edit.Title is null ? settings.Title : OrNull(edit.Title),
                TimeBetweenCheckUseDefault = edit.UsesDefaultInterval ?? settings.TimeBetweenCheckUseDefault,
                TimeBetweenCheck = edit.Interval?.ToInterval() ?? settings.TimeBetweenCheck,
            },
        };
    }

    /// <summary>Whether an edit changes what a check would find, so that the page is looked at again at once.</summary>
    public static bool AffectsChecks(EditWatch edit) =>
        edit.Url is not null || edit.IncludeFilters is not null || edit.SubtractiveSelectors is not null || edit.Rules is not null;

    private static WatchSettings WithRules(EditWatch edit, WatchSettings settings)
    {
        var ruled = edit.Rules?.ApplyTo(settings) ?? settings;
        return ruled with
        {
            IncludeFilters = edit.IncludeFilters is { } include ? RulesView.Entries(include) : ruled.IncludeFilters,
            SubtractiveSelectors = edit.SubtractiveSelectors is { } subtract ? RulesView.Entries(subtract) : ruled.SubtractiveSelectors,
        };
    }

    private static string CanonicalUrl(string? given, Dictionary<string, string[]> problems)
    {
        if (WatchUrl.TryParse(given, out var url, out var problem))
            return url.Text;
        problems["url"] = [problem];
        return "";
    }

    private static string CamelCase(string snake) => JsonNamingPolicy.CamelCase.ConvertName(string.Concat(snake.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
