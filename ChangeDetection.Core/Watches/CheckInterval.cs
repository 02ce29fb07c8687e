using System.Text.Json.Serialization;

namespace ChangeDetection.Core.Watches;

/// <summary>How often a page is checked, as people enter it: a sum of weeks, days, hours, minutes and seconds; absent parts count as zero.</summary>
public sealed record CheckInterval
{
    /// <summary>Weeks, at most 52,000.</summary>
    public long? Weeks { get; init; }

    /// <summary>Days, at most 365,000.</summary>
    public long? Days { get; init; }

    /// <summary>Hours, at most 8,760,000.</summary>
    public long? Hours { get; init; }

    /// <summary>Minutes, at most 525,600,000.</summary>
    public long? Minutes { get; init; }

    /// <summary>Seconds, at most 31,536,000,000.</summary>
    public long? Seconds { get; init; }

    // Longer than any calendar here, and short of what a TimeSpan cannot hold.
    private const double LongestSeconds = 10_000d * 366 * 24 * 3600;

    /// <summary>Whether the parts come to less than nothing, as only damaged data does.</summary>
    [JsonIgnore]
    public bool IsNegative => TotalSeconds < 0;

    private double TotalSeconds => (((Weeks ?? 0) * 7d + (Days ?? 0)) * 24 + (Hours ?? 0)) * 3600 + (Minutes ?? 0) * 60d + (Seconds ?? 0);

    /// <summary>The whole interval; zero when no part is given or they come to less, ten thousand years when they come to more.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromSeconds(Math.Clamp(TotalSeconds, 0, LongestSeconds));

    /// <summary>The interval split into the largest whole units.</summary>
    public static CheckInterval From(TimeSpan interval) => new()
    {
        Days = interval.Days == 0 ? null : interval.Days,
        Hours = interval.Hours == 0 ? null : interval.Hours,
        Minutes = interval.Minutes == 0 ? null : interval.Minutes,
        Seconds = interval.Seconds == 0 ? null : interval.Seconds,
    };
}
