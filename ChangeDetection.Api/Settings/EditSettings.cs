using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ChangeDetection.Api.Watches;

namespace ChangeDetection.Api.Settings;

/// <summary>What a page sends to change the installation's settings.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EditSettings
{
    /// <summary>How often pages are checked that have no interval of their own.</summary>
    [Required]
    public IntervalView? Interval { get; init; }
}
