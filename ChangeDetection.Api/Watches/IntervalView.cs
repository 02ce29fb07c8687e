using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Watches;

/// <summary>How often a page is checked: the sum of its parts.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IntervalView
{
    /// <summary>Weeks.</summary>
    [Range(0, 52_000)]
    public int Weeks { get; init; }

    /// <summary>Days.</summary>
    [Range(0, 365_000)]
    public int Days { get; init; }

    /// <summary>Hours.</summary>
    [Range(0, 8_760_000)]
    public int Hours { get; init; }

    /// <summary>Minutes.</summary>
    [Range(0, 525_600_000)]
    public int Minutes { get; init; }

    /// <summary>Seconds.</summary>
    [Range(0, 1_000_000_000)]
    public int Seconds { get; init; }

    /// <summary>Whether all parts are zero.</summary>
    [JsonIgnore]
    public bool IsZero => Weeks + Days + Hours + Minutes + Seconds == 0;

    /// <summary>The view of an interval.</summary>
    public static IntervalView From(CheckInterval interval) => new()
    {
        Weeks = (int)(interval.Weeks ?? 0),
        Days = (int)(interval.Days ?? 0),
        Hours = (int)(interval.Hours ?? 0),
        Minutes = (int)(interval.Minutes ?? 0),
        Seconds = (int)Math.Min(interval.Seconds ?? 0, int.MaxValue),
    };

    /// <summary>The interval meant.</summary>
    public CheckInterval ToInterval() => new() { Weeks = Part(Weeks), Days = Part(Days), Hours = Part(Hours), Minutes = Part(Minutes), Seconds = Part(Seconds) };

    private static long? Part(int value) => value == 0 ? null : value;
}
