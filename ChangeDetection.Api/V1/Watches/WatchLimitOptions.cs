using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>How many watches there may be; read from the root of the configuration, where people and containers put it.</summary>
internal sealed class WatchLimitOptions
{
    public const string Section = "";

    /// <summary>The most watches, or null for no limit.</summary>
    [ConfigurationKeyName("PAGE_WATCH_LIMIT")]
    [Range(1, int.MaxValue, ErrorMessage = "PAGE_WATCH_LIMIT must be a whole number of at least 1.")]
    public int? Limit { get; init; }
}
