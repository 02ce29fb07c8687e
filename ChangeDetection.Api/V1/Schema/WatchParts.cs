using System.Text.RegularExpressions;

namespace ChangeDetection.Api.V1.Schema;

/// <summary>The rules of the objects inside a watch.</summary>
internal static partial class WatchParts
{
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The parts of an interval, each optional.</summary>
    public static ObjectRule Interval { get; } = new(new Dictionary<string, Rule>
    {
        ["weeks"] = UpTo(52_000),
        ["days"] = UpTo(365_000),
        ["hours"] = UpTo(8_760_000),
        ["minutes"] = UpTo(525_600_000),
        ["seconds"] = UpTo(31_536_000_000),
    });

    /// <summary>One step of a browser, exactly so.</summary>
    public static ObjectRule BrowserStep { get; } = new(new Dictionary<string, Rule>
    {
        ["operation"] = new TextRule(5000, allowsNull: true),
        ["selector"] = new TextRule(5000, allowsNull: true),
        ["optional_value"] = new TextRule(5000, allowsNull: true),
    })
    { Required = ["operation", "selector", "optional_value"] };

    /// <summary>One condition.</summary>
    public static ObjectRule Condition { get; } = new(new Dictionary<string, Rule>
    {
        ["field"] = new TextRule(5000),
        ["operator"] = new TextRule(5000),
        ["value"] = new TextRule(5000),
    })
    { Required = ["field", "operator", "value"], AllowsOthers = true };

    /// <summary>Price and stock rules.</summary>
    public static ObjectRule Restock { get; } = new(new Dictionary<string, Rule>
    {
        ["in_stock_processing"] = new TextRule { OneOf = ["in_stock_only", "all_changes", "off"] },
        ["follow_price_changes"] = new BooleanRule(),
        ["price_change_min"] = new NumberRule(allowsNull: true),
        ["price_change_max"] = new NumberRule(allowsNull: true),
        ["price_change_threshold_percent"] = new NumberRule(0, 100, allowsNull: true),
    });

    /// <summary>The weekly windows. Durations are texts of digits, as the reference has them.</summary>
    public static ObjectRule Schedule { get; } = new(ScheduleMembers());

    private static Dictionary<string, Rule> ScheduleMembers()
    {
        var digits = new TextRule(10) { Pattern = Digits };
        var duration = new ObjectRule(new Dictionary<string, Rule> { ["hours"] = digits, ["minutes"] = digits });
        var day = new ObjectRule(new Dictionary<string, Rule>
        {
            ["enabled"] = new BooleanRule(),
            ["start_time"] = new TextRule { Pattern = TimeOfDay },
            ["duration"] = duration,
        });
        var members = Days.ToDictionary(name => name, Rule (_) => day);
        members["enabled"] = new BooleanRule();
        members["timezone"] = new TextRule(100, allowsNull: true);
        return members;
    }

    private static IntegerRule UpTo(long max) => new(0, max, allowsNull: true);

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Digits { get; }

    [GeneratedRegex("^([0-1]?[0-9]|2[0-3]):[0-5][0-9]$")]
    private static partial Regex TimeOfDay { get; }
}
