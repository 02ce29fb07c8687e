using System.Text.Json;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Distill;

/// <summary>How often a monitor of Distill.io is checked.</summary>
internal static class DistillSchedule
{
    private const double LongestSeconds = 31_536_000_000;

    /// <summary>The settings with the monitor's interval, in seconds there.</summary>
    public static WatchSettings Over(WatchSettings settings, JsonElement item, string place, ImportReport report)
    {
        if (new DistillConfig(place, report).Embedded(item, "schedule") is not { } schedule)
            return settings;
        var parameters = schedule.Member("params") ?? schedule;
        if (parameters.NumberOf("interval") is >= 1 and <= LongestSeconds and var seconds)
            return settings with { TimeBetweenCheck = CheckInterval.From(TimeSpan.FromSeconds(Math.Round(seconds))), TimeBetweenCheckUseDefault = false };
        if (schedule.TextOf("type") is not "MANUAL")
            report.NotCarriedOver(place, $"Its schedule of the type '{ImportText.Quote(schedule.TextOf("type") ?? "?")}' is not carried over; the common interval applies.", "Set it by hand.");
        else
            report.NotCarriedOver(place, "It was checked by hand only; here the common interval applies.", "Pause it.");
        return settings;
    }
}
