using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace ChangeDetection.Core.Scheduling;

/// <summary>The moments a cron expression of five fields names by the clocks of a time zone.</summary>
/// <remarks>
/// Cronos reads the expression and finds its times; which moments they are is worked out here by the rules Cronos documents: a time
/// left out comes when the clocks jump, a time that comes twice is meant once, and "every so often" goes on through the repeated hour.
/// </remarks>
internal sealed class CronTimes
{
    private const int LongestText = 200;

    // Clocks go back by an hour, by half of one, at most by two.
    private static readonly TimeSpan LongestRepeat = TimeSpan.FromHours(3);

    private static readonly SearchValues<char> EverySoOften = SearchValues.Create("*-/?");

    // Any moment does: the calendar repeats within the years that follow it.
    private static readonly DateTime Reference = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly CronExpression _expression;
    private readonly WallClock _clock;
    private readonly bool _isEverySoOften;

    private CronTimes(CronExpression expression, WallClock clock, bool isEverySoOften) =>
        (_expression, _clock, _isEverySoOften) = (expression, clock, isEverySoOften);

    /// <summary>Reads an expression, or says what is wrong with it.</summary>
    public static bool TryRead(string text, WallClock clock, [NotNullWhen(true)] out CronTimes? times, [NotNullWhen(false)] out string? problem)
    {
        (times, problem) = (null, null);
        // Cronos also reads names such as @hourly, and stops at a NUL character.
        if (text.Length > LongestText || text.Contains('@') || text.Any(letter => char.IsControl(letter) && letter != '\t')
            || !CronExpression.TryParse(text.Trim(), CronFormat.Standard, out var expression))
            problem = $"The cron expression {WindowsReader.Shown(text)} cannot be read: it needs five fields (minute, hour, day of month, month, day of week), such as 0 9 * * 1-5.";
        else if (expression.GetNextOccurrence(Reference) is null)
            problem = $"The cron expression {WindowsReader.Shown(text)} names a date that never comes: choose a day that its month has.";
        else
            times = new CronTimes(expression, clock, text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[..2].Any(field => field.AsSpan().ContainsAny(EverySoOften)));
        return times is not null;
    }

    /// <summary>The first of the moments after one; null only where the calendar ends.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment)
    {
        var shown = _clock.TimeAt(moment);
        while (NextShown(shown) is { } time)
        {
            if (_clock.FirstShows(time) is var first && first > moment)
                return _isEverySoOften && _clock.GoesBackWithin(LongestRepeat, moment) ? Sooner(first, moment) : first;
            shown = time;
        }

        return null;
    }

    /// <summary>The given moment, or one before it at which the clocks show one of the times again.</summary>
    private DateTimeOffset Sooner(DateTimeOffset first, DateTimeOffset moment)
    {
        var (shown, end) = (_clock.TimeAt(moment) - LongestRepeat, _clock.TimeAt(moment) + LongestRepeat);
        while (NextShown(shown) is { } time && time <= end)
        {
            if (_clock.LastShows(time) is var again && again > moment && again < first)
                first = again;
            shown = time;
        }

        return first;
    }

    private DateTime? NextShown(DateTime shown) => _expression.GetNextOccurrence(DateTime.SpecifyKind(shown, DateTimeKind.Utc));
}
