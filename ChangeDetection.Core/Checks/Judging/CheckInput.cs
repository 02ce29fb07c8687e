using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Checks.Judging;

/// <summary>Everything a page is judged by.</summary>
public sealed record CheckInput
{
    /// <summary>The page as it came.</summary>
    public required PageContent Content { get; init; }

    /// <summary>The watch's settings, with what its groups add.</summary>
    public required WatchSettings Settings { get; init; }

    /// <summary>The settings of the installation.</summary>
    public GlobalSettings Global { get; init; } = new();

    /// <summary>What earlier checks left.</summary>
    public CheckBaseline Baseline { get; init; } = new();

    /// <summary>The stored versions, read only when a rule needs them; null when there is none.</summary>
    public ICheckHistory? History { get; init; }

    /// <summary>Runs jq filters.</summary>
    public required IJq Jq { get; init; }

    /// <summary>Whether the watch's address began with <c>source:</c>: the page's source is compared, not its text.</summary>
    public bool IsSource { get; init; }

    /// <summary>The clock by which the check's computing is limited.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long the check may compute.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    internal IReadOnlyList<string> IncludeFilters =>
        Settings.FollowsPriceData ? [.. Settings.IncludeFilters, "json:$..offers", "json:$..Offers"] : Settings.IncludeFilters;

    internal IReadOnlyList<string> SubtractiveSelectors => [.. Settings.SubtractiveSelectors, .. Global.GlobalSubtractiveSelectors];

    internal IReadOnlyList<string> IgnoreText => [.. Settings.IgnoreText, .. Global.GlobalIgnoreText];

    internal bool StripsIgnoredLines => Settings.StripIgnoredLines ?? Global.StripIgnoredLines;
}
