using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;
using Fluid.Filters;
using Fluid.Values;

namespace ChangeDetection.Core.Templates;

/// <summary>
/// The tag <c>{% now 'Europe/Berlin' - 'days=1,hours=2', '%Y-%m-%d' %}</c>: zone, shift and format may each be left out.
/// The clock on the wall is shifted, so a day later is the same hour also when the clocks change in between.
/// </summary>
internal static partial class NowTag
{
    private const string DefaultFormat = "%a, %d %b %Y %H:%M:%S";
    private const int MaxFormatLength = 1000;

    public static void Register(FluidParser parser)
    {
        var text = Terms.String(Parlot.Fluent.StringLiteralQuotes.SingleOrDouble);
        var shift = OneOf(Terms.Char('+'), Terms.Char('-')).And(text);
        var arguments = ZeroOrOne(text).And(ZeroOrOne(shift)).And(ZeroOrOne(Terms.Char(',').SkipAnd(text)));
        // Without this the engine would take whatever it does not understand for the end of the text.
        var whole = arguments.WhenFollowedBy(OneOf(Terms.Text("-%}"), Terms.Text("%}"))).ElseError("Invalid 'now' tag");
        parser.RegisterParserTag("now", whole, static (found, writer, _, context) =>
        {
            var (zone, (sign, amounts), format) = found;
            return WriteAsync(zone.ToString(), sign, amounts.ToString(), format.ToString(), writer, context);
        });
    }

    /// <summary>Refuses formats that pad to more than two digits' width, which could fill the memory.</summary>
    public static void JudgeFormat(string format)
    {
        if (format.Length > MaxFormatLength || WideField().IsMatch(format))
            throw new TemplateException("The date format is too long.");
    }

    private static async ValueTask<Completion> WriteAsync(string? zone, char sign, string? amounts, string? format, TextWriter writer, TemplateContext context)
    {
        var moment = Shift(context.Now(), ZoneOf(zone ?? ""), sign, amounts ?? "");
        var pattern = string.IsNullOrEmpty(format) ? DefaultFormat : format;
        JudgeFormat(pattern);
        var written = await MiscFilters.Date(new DateTimeValue(moment), new FilterArguments(new StringValue(pattern)), context);
        await writer.WriteAsync(written.ToStringValue());
        return Completion.Normal;
    }

    private static DateTimeOffset Shift(DateTimeOffset now, TimeZoneInfo zone, char sign, string amounts)
    {
        var wall = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        foreach (var amount in amounts.Split(',', StringSplitOptions.RemoveEmptyEntries))
            wall = ShiftBy(wall, amount, sign == '-' ? -1 : 1);
        // An hour that the clocks left out is the one after it.
        if (zone.IsInvalidTime(wall))
            wall = wall.AddHours(1);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall));
    }

    private static DateTime ShiftBy(DateTime wall, string amount, int sign)
    {
        var parts = amount.Split('=');
        if (parts.Length != 2 || !double.TryParse(parts[1].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            throw new TemplateException($"'{amount}' is no amount of time; write for example days=1.");
        count *= sign;
        return parts[0].Trim() switch
        {
            "years" => wall.AddYears(checked((int)count)),
            "quarters" => wall.AddMonths(checked((int)count * 3)),
            "months" => wall.AddMonths(checked((int)count)),
            "weeks" => wall.AddDays(count * 7),
            "days" => wall.AddDays(count),
            "hours" => wall.AddHours(count),
            "minutes" => wall.AddMinutes(count),
            "seconds" => wall.AddSeconds(count),
            var unit => throw new TemplateException($"'{unit}' is no unit of time; use weeks, days, hours, minutes, seconds, months or years."),
        };
    }

    private static TimeZoneInfo ZoneOf(string name)
    {
        if (name.Length == 0 || name.Equals("utc", StringComparison.OrdinalIgnoreCase))
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new TemplateException($"The time zone '{name}' does not exist.");
    }

    [GeneratedRegex(@"%[-_^#:]*\d{3}", RegexOptions.NonBacktracking)]
    private static partial Regex WideField();
}
