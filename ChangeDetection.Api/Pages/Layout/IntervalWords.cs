using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Pages.Layout;

/// <summary>Intervals in words.</summary>
public static class IntervalWords
{
    /// <summary>Such as <c>1 day 3 hours</c>.</summary>
    public static string Of(CheckInterval interval)
    {
        (long? Count, string Unit)[] parts = [(interval.Weeks, "week"), (interval.Days, "day"), (interval.Hours, "hour"), (interval.Minutes, "minute"), (interval.Seconds, "second")];
        var words = parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Unit}{(part.Count == 1 ? "" : "s")}");
        return string.Join(' ', words) is { Length: > 0 } text ? text : "3 seconds";
    }
}
