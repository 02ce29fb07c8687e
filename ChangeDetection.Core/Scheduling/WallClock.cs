namespace ChangeDetection.Core.Scheduling;

/// <summary>What clocks on the wall of a time zone show.</summary>
/// <remarks>
/// It asks a zone only for its offset at moments in UTC. What <see cref="TimeZoneInfo"/> says about local times, such as whether one is
/// left out, is wrong for zones whose standard time is the exception (Africa/Casablanca in Ramadan).
/// </remarks>
internal sealed class WallClock(TimeZoneInfo zone)
{
    // No zone is further from UTC than this.
    private static readonly TimeSpan Furthest = TimeSpan.FromHours(15);

    /// <summary>What the clocks show at a moment.</summary>
    public DateTime TimeAt(DateTimeOffset moment) => DateTime.SpecifyKind(moment.UtcDateTime + OffsetAt(moment.UtcDateTime), DateTimeKind.Unspecified);

    /// <summary>The first moment at which the clocks show this time or a later one.</summary>
    /// <remarks>A time that comes twice, when clocks go back, is meant the first time; one that is left out, when they go forward, is the moment they do.</remarks>
    public DateTimeOffset FirstShows(DateTime local)
    {
        var (utc, larger, smaller) = OffsetsRound(local);
        if (OffsetAt(utc - larger) == larger)
            return new DateTimeOffset(utc - larger);
        return new DateTimeOffset(OffsetAt(utc - smaller) == smaller ? utc - smaller : ForwardJump(utc - larger, utc - smaller, larger));
    }

    /// <summary>The second moment at which the clocks show a time that comes twice; else the same as <see cref="FirstShows"/>.</summary>
    public DateTimeOffset LastShows(DateTime local)
    {
        var (utc, _, smaller) = OffsetsRound(local);
        return OffsetAt(utc - smaller) == smaller ? new DateTimeOffset(utc - smaller) : FirstShows(local);
    }

    /// <summary>Whether the clocks go back near a moment, so that some times near it come twice.</summary>
    public bool GoesBackWithin(TimeSpan distance, DateTimeOffset moment) =>
        OffsetAt(moment.UtcDateTime - distance) > OffsetAt(moment.UtcDateTime + distance);

    private (DateTime Utc, TimeSpan Larger, TimeSpan Smaller) OffsetsRound(DateTime local)
    {
        var utc = DateTime.SpecifyKind(local, DateTimeKind.Utc);
        var (before, after) = (OffsetAt(utc - Furthest), OffsetAt(utc + Furthest));
        return before > after ? (utc, before, after) : (utc, after, before);
    }

    /// <summary>The second at which the clocks jump forward to an offset, known to lie between two moments.</summary>
    private DateTime ForwardJump(DateTime earlier, DateTime later, TimeSpan to)
    {
        var (low, high) = (0L, (later - earlier).Ticks / TimeSpan.TicksPerSecond);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (OffsetAt(earlier.AddSeconds(middle)) >= to)
                high = middle;
            else
                low = middle + 1;
        }

        return earlier.AddSeconds(high);
    }

    private TimeSpan OffsetAt(DateTime utc) => zone.GetUtcOffset(utc);
}
