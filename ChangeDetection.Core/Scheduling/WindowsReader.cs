using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Scheduling;

/// <summary>Reads weekly windows in the v1 shape (peer behaviour, section 4.3), whatever a store holds.</summary>
internal static partial class WindowsReader
{
    private const int LongestShown = 40;

    private static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>Whether the windows are switched on at all.</summary>
    public static bool IsEnabled(JsonElement? windows) =>
        windows is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("enabled", out var enabled) && enabled.ValueKind is JsonValueKind.True;

    /// <summary>The time zone that the windows name, trimmed; null when they name none.</summary>
    public static string? ZoneOf(JsonElement? windows) =>
        windows is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("timezone", out var zone) && zone.ValueKind is not JsonValueKind.Null
        && TextOf(zone).Trim() is { Length: > 0 } name ? name : null;

    /// <summary>The window of each weekday, Sunday first; or null and what is wrong with them.</summary>
    public static IReadOnlyList<DayWindow>? Read(JsonElement windows, out string? problem)
    {
        var days = new DayWindow[DayNames.Length];
        for (var day = 0; day < days.Length; day++)
        {
            if (!TryReadDay(windows, DayNames[day], out days[day], out problem))
                return null;
        }

        problem = days.All(day => day.Duration == TimeSpan.Zero) ? "The schedule has no window that ever opens: enable at least one day and give it a duration." : null;
        return problem is null ? days : null;
    }

    private static bool TryReadDay(JsonElement windows, string name, out DayWindow window, out string? problem)
    {
        (window, problem) = (default, null);
        if (!windows.TryGetProperty(name, out var day) || day.ValueKind is JsonValueKind.Null)
            return true;
        var title = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name);
        if (day.ValueKind is not JsonValueKind.Object)
            problem = $"{title} of the schedule is no window: give it \"enabled\", \"start_time\" and \"duration\".";
        else if (day.TryGetProperty("enabled", out var enabled) && enabled.ValueKind is JsonValueKind.True)
            problem = ReadWindow(day, title, out window);
        return problem is null;
    }

    private static string? ReadWindow(JsonElement day, string title, out DayWindow window)
    {
        window = default;
        var text = day.TryGetProperty("start_time", out var start) ? TextOf(start) : "";
        if (!TimeOfDay().IsMatch(text) || !TimeSpan.TryParseExact(text, @"h\:mm", CultureInfo.InvariantCulture, out var opens))
            return $"{title}'s start time {Shown(text)} of the schedule is no time of day: write it as HH:MM, such as 09:00.";
        if (!day.TryGetProperty("duration", out var duration) || duration.ValueKind is not JsonValueKind.Object
            || !TryReadPart(duration, "hours", out var hours) || !TryReadPart(duration, "minutes", out var minutes))
            return $"{title}'s duration of the schedule cannot be read: give \"hours\" and \"minutes\" as whole numbers, such as 08 and 00.";
        var length = TimeSpan.FromMinutes(Math.Min(hours * 60 + minutes, (long)WeeklyWindows.Longest.TotalMinutes));
        window = new DayWindow(opens, length);
        return null;
    }

    private static bool TryReadPart(JsonElement duration, string name, out long value)
    {
        value = 0;
        if (!duration.TryGetProperty(name, out var part) || part.ValueKind is JsonValueKind.Null)
            return true;
        var text = TextOf(part);
        return text.Length <= 10 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static string TextOf(JsonElement element) => element.ValueKind is JsonValueKind.String ? element.GetString() ?? "" : element.GetRawText();

    /// <summary>A stored text as a sentence can quote it.</summary>
    public static string Shown(string text)
    {
        var shown = string.Concat(text.Take(LongestShown).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '\uFFFD' : letter));
        return text.Length > LongestShown ? $"\"{shown}…\"" : $"\"{shown}\"";
    }

    [GeneratedRegex(@"\A([01]?[0-9]|2[0-3]):[0-5][0-9]\z")]
    private static partial Regex TimeOfDay();
}
