namespace ChangeDetection.Core.Scheduling;

/// <summary>The weekly windows of a schedule in its time zone.</summary>
/// <param name="days">The window of each weekday, Sunday first.</param>
/// <param name="clock">The clocks by which they open and close.</param>
internal sealed class WeeklyWindows(IReadOnlyList<DayWindow> days, WallClock clock)
{
    private const int DaysOfAWeek = 7;

    /// <summary>No window needs to be longer: it opens again every week.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(DaysOfAWeek);

    /// <summary>The span that a moment lies in, or else the next one; null only where a calendar ends. Windows that overlap or touch are one span.</summary>
    public OpenSpan? FindAt(DateTimeOffset moment)
    {
        OpenSpan? found = null;
        foreach (var span in SpansRound(DateOnly.FromDateTime(clock.TimeAt(moment))).OrderBy(span => span.Opens))
        {
            if (found is not { } open || open.Closes < span.Opens && open.Closes <= moment)
                found = span;
            else if (span.Opens <= open.Closes)
                found = open with { Closes = Later(open.Closes, span.Closes) };
            else
                break;
        }

        return found is { } last && last.Closes > moment ? last : null;
    }

    private IEnumerable<OpenSpan> SpansRound(DateOnly date)
    {
        // A date may be left out by its zone (Samoa had no 30 December 2011), so two weeks ahead rather than one.
        for (var day = -DaysOfAWeek - 1; day <= 2 * DaysOfAWeek; day++)
        {
            if (SpanOf(date.AddDays(day)) is { } span)
                yield return span;
        }
    }

    private OpenSpan? SpanOf(DateOnly date)
    {
        var window = days[(int)date.DayOfWeek];
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        if (window.Duration <= TimeSpan.Zero || clock.FirstShows(midnight) >= clock.FirstShows(midnight.AddDays(1)))
            return null;
        var opens = clock.FirstShows(midnight + window.Start);
        var closes = clock.FirstShows(midnight + window.Start + window.Duration);
        // A window that lies in an hour the clocks leave out opens when they have jumped.
        return new OpenSpan(opens, closes > opens ? closes : opens + window.Duration);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
