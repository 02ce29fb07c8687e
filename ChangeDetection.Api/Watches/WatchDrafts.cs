using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.Groups;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>Requests of a page to drafts of a watch.</summary>
internal static class WatchDrafts
{
    /// <summary>What a watch is before anything is said about it.</summary>
    public static WatchDraft Blank { get; } = new() { Url = "" };

    /// <summary>The draft of a watch after a sound request.</summary>
    /// <param name="form">The request.</param>
    /// <param name="draft">The watch as it is.</param>
    /// <param name="groups">The groups there are.</param>
    public static WatchDraft Apply(WatchForm form, WatchDraft draft, IReadOnlyList<WatchGroup> groups) => draft with
    {
        Url = form.Url is { } url && WatchUrl.TryParse(url, TimeProvider.System, WatchUrlRules.OfStored, out var canonical, out _) ? canonical.Text : draft.Url,
        IsPaused = form.IsPaused ?? draft.IsPaused,
        IsMuted = form.IsMuted ?? draft.IsMuted,
        Settings = WithTiming(form, WithRequest(form, WithRules(form, draft.Settings))) with
        {
            Title = form.Title is null ? draft.Settings.Title : OrNull(form.Title),
            Tags = form.Groups is { } names ? GroupLines.Identities(names, groups, out _) : draft.Settings.Tags,
        },
    };

    /// <summary>Whether an edit changes what a check would find, so that the page is looked at again at once.</summary>
    public static bool AffectsChecks(WatchForm form) =>
        form.Url is not null || form.IncludeFilters is not null || form.SubtractiveSelectors is not null || form.Rules is not null
        || form.Method is not null || form.Headers is not null || form.Body is not null || form.Proxy is not null || form.VerifyTls is not null;

    private static WatchSettings WithRules(WatchForm form, WatchSettings settings)
    {
        var ruled = form.Rules?.ApplyTo(settings) ?? settings;
        return ruled with
        {
            IncludeFilters = form.IncludeFilters is { } include ? RulesView.Entries(include) : ruled.IncludeFilters,
            SubtractiveSelectors = form.SubtractiveSelectors is { } subtract ? RulesView.Entries(subtract) : ruled.SubtractiveSelectors,
        };
    }

    private static WatchSettings WithTiming(WatchForm form, WatchSettings settings) => settings with
    {
        TimeBetweenCheckUseDefault = form.UsesDefaultInterval ?? settings.TimeBetweenCheckUseDefault,
        TimeBetweenCheck = form.Interval?.ToInterval() ?? settings.TimeBetweenCheck,
        CheckCron = form.CheckCron is null ? settings.CheckCron : OrNull(form.CheckCron),
        TimeScheduleLimit = form.Schedule?.ToStored() ?? settings.TimeScheduleLimit,
        SnoozedUntil = form.SnoozedUntil is null ? settings.SnoozedUntil : Snooze.Read(form.SnoozedUntil),
    };

    private static WatchSettings WithRequest(WatchForm form, WatchSettings settings) => settings with
    {
        Method = form.Method?.Trim().ToUpperInvariant() ?? settings.Method,
        Headers = form.Headers is { } lines ? HeaderLines.Read(lines, settings.Headers, out _) : settings.Headers,
        Body = SecretMask.Meant(form.Body, settings.Body),
        Proxy = form.Proxy is null ? settings.Proxy : OrNull(form.Proxy),
        VerifyTls = form.VerifyTls ?? settings.VerifyTls,
    };

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
