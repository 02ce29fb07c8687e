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

    /// <summary>Whether the installation's interval applies instead of <see cref="Interval"/>.</summary>
    public required bool UsesDefaultInterval { get; init; }

    /// <summary>The watch's own interval.</summary>
    public required IntervalView Interval { get; init; }

    /// <summary>Selectors of the parts that are compared.</summary>
    public required IReadOnlyList<string> IncludeFilters { get; init; }

    /// <summary>Selectors of the parts that are removed first.</summary>
    public required IReadOnlyList<string> SubtractiveSelectors { get; init; }

    /// <summary>The rules for the page's text.</summary>
    public required RulesView Rules { get; init; }

    /// <summary>The view of a watch.</summary>
    public static WatchView From(Watch watch) => new()
    {
        Summary = WatchSummary.From(watch),
        Title = watch.Settings.Title,
        UsesDefaultInterval = watch.Settings.TimeBetweenCheckUseDefault,
        Interval = IntervalView.From(watch.Settings.TimeBetweenCheck),
        IncludeFilters = watch.Settings.IncludeFilters,
        SubtractiveSelectors = watch.Settings.SubtractiveSelectors,
        Rules = RulesView.From(watch.Settings),
    };
}
