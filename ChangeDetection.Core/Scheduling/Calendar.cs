namespace ChangeDetection.Core.Scheduling;

/// <summary>The years in which schedules reckon; whatever lies outside is moved to the nearest end, so that no sum overflows.</summary>
internal static class Calendar
{
    public static readonly DateTimeOffset Start = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset End = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Clamp(DateTimeOffset moment) => moment < Start ? Start : moment > End ? End : moment.ToUniversalTime();

    /// <summary>The sum of a moment of these years and a span.</summary>
    public static DateTimeOffset Add(DateTimeOffset moment, TimeSpan span)
    {
        if (span >= TimeSpan.Zero)
            return span > End - moment ? End : moment + span;
        return span < Start - moment ? Start : moment + span;
    }
}
