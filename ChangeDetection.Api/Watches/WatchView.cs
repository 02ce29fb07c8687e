using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.Scheduling;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>One watch with what a person can change on it.</summary>
public sealed record WatchView
{
    /// <summary>The watch as lists show it.</summary>
    public required WatchSummary Summary { get; init; }

    /// <summary>The person's own label, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The identities of the groups the watch belongs to.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Whether the installation's interval and windows apply instead of <see cref="Interval"/>, <see cref="CheckCron"/> and <see cref="Schedule"/>.</summary>
    public required bool UsesDefaultInterval { get; init; }

    /// <summary>The watch's own interval.</summary>
    public required IntervalView Interval { get; init; }

    /// <summary>The cron expression that replaces the interval, or null.</summary>
    public string? CheckCron { get; init; }

    /// <summary>The watch's own weekly windows.</summary>
    public required ScheduleView Schedule { get; init; }

    /// <summary>The moment before which the schedule does nothing, or null.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>The request method.</summary>
    public required string Method { get; init; }

    /// <summary>Request headers, one <c>Name: value</c> each; values that may open something are <c>***</c> unless secrets were asked for.</summary>
    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>The request body, <c>***</c> unless secrets were asked for, or null.</summary>
    public string? Body { get; init; }

    /// <summary>The label of a proxy, <c>no-proxy</c>, or null for the installation's choice.</summary>
    public string? Proxy { get; init; }

    /// <summary>Whether the site must prove with a certificate that it is the one asked for.</summary>
    public required bool VerifyTls { get; init; }

    /// <summary>Selectors of the parts that are compared.</summary>
    public required IReadOnlyList<string> IncludeFilters { get; init; }

    /// <summary>Selectors of the parts that are removed first.</summary>
    public required IReadOnlyList<string> SubtractiveSelectors { get; init; }

    /// <summary>The rules for the page's text.</summary>
    public required RulesView Rules { get; init; }

    /// <summary>What holds for the watch because a group says so, by field; what is not here is the watch's own.</summary>
    public required IReadOnlyDictionary<string, InheritedView> Inherited { get; init; }

    /// <summary>The view of a watch.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="groups">The groups of the installation.</param>
    /// <param name="withSecrets">Whether secrets are shown.</param>
    public static WatchView From(Watch watch, IReadOnlyList<WatchGroup> groups, bool withSecrets = false) => new()
    {
        Summary = WatchSummary.From(watch, groups),
        Inherited = InheritedView.From(watch, groups, withSecrets),
        Title = watch.Settings.Title,
        Groups = watch.Settings.Tags,
        UsesDefaultInterval = watch.Settings.TimeBetweenCheckUseDefault,
        Interval = IntervalView.From(watch.Settings.TimeBetweenCheck),
        CheckCron = watch.Settings.CheckCron,
        Schedule = ScheduleView.From(watch.Settings.TimeScheduleLimit),
        SnoozedUntil = watch.Settings.SnoozedUntil,
        Method = watch.Settings.Method,
        Headers = HeaderLines.From(watch.Settings.Headers, withSecrets),
        Body = SecretMask.Of(watch.Settings.Body, withSecrets),
        Proxy = watch.Settings.Proxy,
        VerifyTls = watch.Settings.VerifyTls,
        IncludeFilters = watch.Settings.IncludeFilters,
        SubtractiveSelectors = watch.Settings.SubtractiveSelectors,
        Rules = RulesView.From(watch.Settings),
    };
}
