using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ChangeDetection.Api.Watches;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Groups;

/// <summary>What is sent about a group; absent members stay as they are.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GroupForm
{
    /// <summary>What people call it.</summary>
    public string? Title { get; init; }

    /// <summary>The colour lists show it in, such as <c>#4f8ef7</c>; empty for the usual one.</summary>
    public string? Colour { get; init; }

    /// <summary>Addresses of watches that belong to the group by themselves: a piece of the address, or a pattern with <c>*</c>, <c>?</c> and <c>[a-z]</c>; empty for none.</summary>
    [StringLength(GroupPattern.MaxLength)]
    public string? UrlMatchPattern { get; init; }

    /// <summary>Whether the group's own notification settings are out of use.</summary>
    public bool? IsMuted { get; init; }

    /// <summary>Whether the group's price and stock rules replace those of its watches.</summary>
    public bool? OverridesWatch { get; init; }

    /// <summary>The interval of watches that have none of their own; zero for the installation's.</summary>
    public IntervalView? Interval { get; init; }

    /// <summary>Request headers for watches that do not set them, one <c>Name: value</c> each; a value that is <c>***</c> stays as it is stored.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>The proxy of watches that choose none; empty for the installation's choice.</summary>
    public string? Proxy { get; init; }

    /// <summary>Selectors of parts that are compared, beside those of the watch.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? IncludeFilters { get; init; }

    /// <summary>Selectors of parts that are removed first.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? SubtractiveSelectors { get; init; }

    /// <summary>Lines that never count, beside those of the watch.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? IgnoreText { get; init; }

    /// <summary>Text of which some must be present.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? TriggerText { get; init; }

    /// <summary>Text that must be absent.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? TextShouldNotBePresent { get; init; }

    /// <summary>Only lines that contain one of these are kept.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? ExtractLinesContaining { get; init; }

    /// <summary>Patterns whose matches are the text.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? ExtractText { get; init; }
}
