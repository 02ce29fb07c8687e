using ChangeDetection.Api.Fetching;
using ChangeDetection.Api.Watches;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Groups;

/// <summary>A group with what can be changed on it.</summary>
public sealed record GroupSettingsView
{
    /// <summary>Its identity.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The colour lists show it in, or null.</summary>
    public string? Colour { get; init; }

    /// <summary>Addresses of watches that belong to the group by themselves, or null.</summary>
    public string? UrlMatchPattern { get; init; }

    /// <summary>Whether the group's own notification settings are out of use.</summary>
    public required bool IsMuted { get; init; }

    /// <summary>Whether the group's price and stock rules replace those of its watches.</summary>
    public required bool OverridesWatch { get; init; }

    /// <summary>The interval of watches that have none of their own; zero for the installation's.</summary>
    public required IntervalView Interval { get; init; }

    /// <summary>Request headers, one <c>Name: value</c> each; values that may open something are <c>***</c> unless secrets were asked for.</summary>
    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>The proxy of watches that choose none, or null.</summary>
    public string? Proxy { get; init; }

    /// <summary>Selectors of parts that are compared.</summary>
    public required IReadOnlyList<string> IncludeFilters { get; init; }

    /// <summary>Selectors of parts that are removed first.</summary>
    public required IReadOnlyList<string> SubtractiveSelectors { get; init; }

    /// <summary>Lines that never count.</summary>
    public required IReadOnlyList<string> IgnoreText { get; init; }

    /// <summary>Text of which some must be present.</summary>
    public required IReadOnlyList<string> TriggerText { get; init; }

    /// <summary>Text that must be absent.</summary>
    public required IReadOnlyList<string> TextShouldNotBePresent { get; init; }

    /// <summary>Only lines that contain one of these are kept.</summary>
    public required IReadOnlyList<string> ExtractLinesContaining { get; init; }

    /// <summary>Patterns whose matches are the text.</summary>
    public required IReadOnlyList<string> ExtractText { get; init; }

    /// <summary>The view of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="withSecrets">Whether secrets are shown.</param>
    public static GroupSettingsView From(WatchGroup group, bool withSecrets = false) => new()
    {
        Id = group.Id,
        Title = group.Title,
        Colour = group.Colour,
        UrlMatchPattern = group.UrlMatchPattern,
        IsMuted = group.IsMuted,
        OverridesWatch = group.OverridesWatch,
        Interval = IntervalView.From(group.Interval ?? new CheckInterval()),
        Headers = HeaderLines.From(group.Settings.Headers, withSecrets),
        Proxy = group.Settings.Proxy,
        IncludeFilters = group.Settings.IncludeFilters,
        SubtractiveSelectors = group.Settings.SubtractiveSelectors,
        IgnoreText = group.Settings.IgnoreText,
        TriggerText = group.Settings.TriggerText,
        TextShouldNotBePresent = group.Settings.TextShouldNotBePresent,
        ExtractLinesContaining = group.Settings.ExtractLinesContaining,
        ExtractText = group.Settings.ExtractText,
    };
}
