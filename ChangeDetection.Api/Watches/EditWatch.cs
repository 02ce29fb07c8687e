using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace ChangeDetection.Api.Watches;

/// <summary>What a page sends to change a watch; absent members stay as they are.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EditWatch
{
    /// <summary>The address of the page.</summary>
    public string? Url { get; init; }

    /// <summary>What lists call the watch; empty means the page's own title.</summary>
    [StringLength(5000)]
    public string? Title { get; init; }

    /// <summary>Whether scheduled checks are off.</summary>
    public bool? IsPaused { get; init; }

    /// <summary>Whether notifications are off.</summary>
    public bool? IsMuted { get; init; }

    /// <summary>Whether the installation's interval applies instead of <see cref="Interval"/>.</summary>
    public bool? UsesDefaultInterval { get; init; }

    /// <summary>The watch's own interval.</summary>
    public IntervalView? Interval { get; init; }

    /// <summary>Selectors of the parts that are compared; empty means the whole page.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? IncludeFilters { get; init; }

    /// <summary>Selectors of the parts that are removed first.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string>? SubtractiveSelectors { get; init; }

    /// <summary>The rules for the page's text.</summary>
    public RulesView? Rules { get; init; }
}
