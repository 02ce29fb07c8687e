using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChangeDetection.Api.Scheduling;

/// <summary>The weekly windows in which scheduled checks run: always all of them; a day left out has none.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScheduleView
{
    /// <summary>Whether checks keep to the windows; without, they run at any time.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>The IANA time zone of the windows; empty means the installation's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The window that opens on Monday.</summary>
    public WindowView? Monday { get; init; }

    /// <summary>The window that opens on Tuesday.</summary>
    public WindowView? Tuesday { get; init; }

    /// <summary>The window that opens on Wednesday.</summary>
    public WindowView? Wednesday { get; init; }

    /// <summary>The window that opens on Thursday.</summary>
    public WindowView? Thursday { get; init; }

    /// <summary>The window that opens on Friday.</summary>
    public WindowView? Friday { get; init; }

    /// <summary>The window that opens on Saturday.</summary>
    public WindowView? Saturday { get; init; }

    /// <summary>The window that opens on Sunday.</summary>
    public WindowView? Sunday { get; init; }

    /// <summary>The days of the week with their windows, Monday first.</summary>
    internal IReadOnlyList<(string Name, WindowView Window)> Days =>
    [
        ("monday", Monday ?? WindowView.Closed), ("tuesday", Tuesday ?? WindowView.Closed), ("wednesday", Wednesday ?? WindowView.Closed),
        ("thursday", Thursday ?? WindowView.Closed), ("friday", Friday ?? WindowView.Closed), ("saturday", Saturday ?? WindowView.Closed),
        ("sunday", Sunday ?? WindowView.Closed),
    ];

    /// <summary>The view of windows as stored, in the v1 shape; what cannot be read looks like a day without a window.</summary>
    public static ScheduleView From(JsonElement? stored)
    {
        try
        {
            return stored is { ValueKind: JsonValueKind.Object } windows ? Read(JsonObject.Create(windows)!) : Unlimited;
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // Escapes that are no text, or a name that stands there twice.
            return Unlimited;
        }
    }

    /// <summary>The windows as the store keeps them, in the v1 shape.</summary>
    public JsonElement ToStored()
    {
        var stored = new JsonObject { ["enabled"] = IsEnabled, ["timezone"] = string.IsNullOrWhiteSpace(TimeZone) ? null : TimeZone.Trim() };
        foreach (var (name, window) in Days)
        {
            stored[name] = new JsonObject
            {
                ["enabled"] = window.IsEnabled,
                ["start_time"] = window.Start,
                ["duration"] = new JsonObject { ["hours"] = Digits(window.Hours), ["minutes"] = Digits(window.Minutes) },
            };
        }

        return JsonSerializer.SerializeToElement(stored);
    }

    private static ScheduleView Unlimited { get; } = new()
    {
        Monday = WindowView.WholeDay,
        Tuesday = WindowView.WholeDay,
        Wednesday = WindowView.WholeDay,
        Thursday = WindowView.WholeDay,
        Friday = WindowView.WholeDay,
        Saturday = WindowView.WholeDay,
        Sunday = WindowView.WholeDay,
    };

    private static ScheduleView Read(JsonObject windows) => new()
    {
        IsEnabled = IsTrue(windows["enabled"]),
        TimeZone = windows["timezone"]?.ToString(),
        Monday = ReadWindow(windows["monday"]),
        Tuesday = ReadWindow(windows["tuesday"]),
        Wednesday = ReadWindow(windows["wednesday"]),
        Thursday = ReadWindow(windows["thursday"]),
        Friday = ReadWindow(windows["friday"]),
        Saturday = ReadWindow(windows["saturday"]),
        Sunday = ReadWindow(windows["sunday"]),
    };

    private static WindowView ReadWindow(JsonNode? stored)
    {
        if (stored is not JsonObject day)
            return WindowView.Closed;
        var duration = day["duration"] as JsonObject;
        // The v1 API takes any number of either.
        var minutes = (int)Math.Min(Number(duration?["hours"]) * 60 + Number(duration?["minutes"]), ScheduleChecks.MostHours * 60);
        return new WindowView { IsEnabled = IsTrue(day["enabled"]), Start = PaddedStart(day["start_time"]?.ToString() ?? ""), Hours = minutes / 60, Minutes = minutes % 60 };
    }

    private static bool IsTrue(JsonNode? node) => node?.GetValueKind() is JsonValueKind.True;

    // The v1 API takes 9:00, a browser's field for times only 09:00.
    private static string PaddedStart(string start) => start.Length == 4 ? $"0{start}" : start;

    private static long Number(JsonNode? node) =>
        node?.ToString() is { Length: <= 10 } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Digits(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
