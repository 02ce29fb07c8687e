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

    /// <summary>The whole interval; zero when no part is given.</summary>
    public TimeSpan ToTimeSpan() =>
        TimeSpan.FromSeconds((((Weeks ?? 0) * 7 + (Days ?? 0)) * 24 + (Hours ?? 0)) * 3600d + (Minutes ?? 0) * 60d + (Seconds ?? 0));

    /// <summary>The interval split into the largest whole units.</summary>
    public static CheckInterval From(TimeSpan interval) => new()
    {
        Days = interval.Days == 0 ? null : interval.Days,
        Hours = interval.Hours == 0 ? null : interval.Hours,
        Minutes = interval.Minutes == 0 ? null : interval.Minutes,
        Seconds = interval.Seconds == 0 ? null : interval.Seconds,
    };
}
