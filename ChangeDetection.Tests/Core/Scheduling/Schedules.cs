using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Tests.Core.Scheduling;

/// <summary>Schedules as tests write them.</summary>
internal static class Schedules
{
    public const string BusinessHours = "mon-fri 09:00 08:00";

    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The machine stands in Berlin; no schedule is closer than three seconds.</summary>
    public static ScheduleDefaults Defaults { get; } = new(TimeSpan.FromSeconds(3), "Europe/Berlin");

    /// <summary>A watch whose phase is 0, so that nothing spreads.</summary>
    public static WatchId Unspread { get; } = WatchId.Parse("0190a5f2-0000-7000-8000-000000000000");

    /// <summary>A watch whose phase is just short of 1.</summary>
    public static WatchId FullySpread { get; } = WatchId.Parse("0190a5f2-0000-7000-8000-0000ffffffff");

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public static WatchSettings Own(long? seconds = null, string? cron = null, JsonElement? windows = null) => new()
    {
        TimeBetweenCheckUseDefault = false,
        TimeBetweenCheck = new CheckInterval { Seconds = seconds },
        CheckCron = cron,
        TimeScheduleLimit = windows,
    };

    /// <summary>Windows in the v1 shape from such as <c>mon-fri 09:00 08:00,sun 22:00 04:00</c>: days, start, duration.</summary>
    public static JsonElement Weekly(string text, string? zone = null)
    {
        var windows = new JsonObject { ["enabled"] = true, ["timezone"] = zone };
        foreach (var words in text.Split(',').Select(part => part.Split(' ')))
        {
            foreach (var day in Days.Where(day => Covers(words[0].Split('-'), day)))
            {
                var length = words[2].Split(':');
                windows[day] = new JsonObject
                {
                    ["enabled"] = true,
                    ["start_time"] = words[1],
                    ["duration"] = new JsonObject { ["hours"] = length[0], ["minutes"] = length[1] },
                };
            }
        }

        return JsonSerializer.SerializeToElement(windows);
    }

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();

    private static bool Covers(string[] range, string day) =>
        range[0] == "all" || Array.IndexOf(Days, day) is var index && index >= IndexOf(range[0]) && index <= IndexOf(range[^1]);

    private static int IndexOf(string shortName) => Array.FindIndex(Days, day => day.StartsWith(shortName, StringComparison.Ordinal));
}
