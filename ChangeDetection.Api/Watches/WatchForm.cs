using System.ComponentModel.DataAnnotations;
using ChangeDetection.Api.Scheduling;

namespace ChangeDetection.Api.Watches;

/// <summary>What a page sends about a watch; absent members stay as they are.</summary>
public abstract record WatchForm
{
    /// <summary>The address of the page.</summary>
    public string? Url { get; init; }

    /// <summary>What lists call the watch; empty means the page's own title.</summary>
    [StringLength(5000)]
    public string? Title { get; init; }

    /// <summary>The groups the watch belongs to, by name or identity; the first one with an interval counts.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Whether scheduled checks are off.</summary>
    public bool? IsPaused { get; init; }

    /// <summary>Whether notifications are off.</summary>
    public bool? IsMuted { get; init; }

    /// <summary>Whether the installation's interval and windows apply instead of <see cref="Interval"/>, <see cref="CheckCron"/> and <see cref="Schedule"/>.</summary>
    public bool? UsesDefaultInterval { get; init; }

    /// <summary>The watch's own interval.</summary>
    public IntervalView? Interval { get; init; }

    /// <summary>A cron expression of five fields that replaces the interval; empty means none.</summary>
    public string? CheckCron { get; init; }

    /// <summary>The watch's own weekly windows.</summary>
    public ScheduleView? Schedule { get; init; }

    /// <summary>The moment before which the schedule does nothing, such as <c>2026-12-01T08:00:00Z</c>; empty ends a snooze.</summary>
    public string? SnoozedUntil { get; init; }

    /// <summary>The request method: GET, POST, PUT or DELETE.</summary>
    public string? Method { get; init; }

    /// <summary>Request headers, one <c>Name: value</c> each; a value that is <c>***</c> stays as it is stored.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>The request body; empty means none, <c>***</c> the one that is stored.</summary>
    [StringLength(100_000)]
    public string? Body { get; init; }

    /// <summary>The label of a proxy, <c>no-proxy</c>, or empty for the installation's choice.</summary>
    public string? Proxy { get; init; }

    /// <summary>Whether the site must prove with a certificate that it is the one asked for.</summary>
    public bool? VerifyTls { get; init; }

    /// <summary>Selectors of the parts that are compared; empty means the whole page.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? IncludeFilters { get; init; }

    /// <summary>Selectors of the parts that are removed first.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? SubtractiveSelectors { get; init; }

    /// <summary>The rules for the page's text.</summary>
    public RulesView? Rules { get; init; }
}
