using System.Globalization;
using System.Text.RegularExpressions;

namespace ChangeDetection.Api.Watches;

/// <summary>The end of a snooze as a page sends it.</summary>
internal static partial class Snooze
{
    /// <summary>The moment meant, in UTC; null for an empty text and for one that cannot be read.</summary>
    public static DateTimeOffset? Read(string text) =>
        WithOffset().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    /// <summary>What is wrong with it, or null. A stored one that is over may be sent back as it was.</summary>
    public static string? ProblemOf(string text, DateTimeOffset? stored, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (Read(text) is not { } until)
            return "Give a date and time with its offset from UTC, such as 2026-12-01T08:00:00Z, or leave it empty.";
        return until > now || until == stored ? null : "This moment is over: choose a later one, or leave it empty.";
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex WithOffset();
}
