namespace ChangeDetection.Worker.Scheduling;

/// <summary>Notices that the wall clock was put forward or back, by comparing it with the monotonic one (invariant I-15).</summary>
internal sealed class ClockWatch(TimeProvider clock)
{
    // Slower corrections by a time service are no jump.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private DateTimeOffset _wall = clock.GetUtcNow();
    private long _stamp = clock.GetTimestamp();

    /// <summary>By how much the clock jumped since the last look; null when it did not.</summary>
    public TimeSpan? Look()
    {
        var (wall, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        var jump = wall - _wall - clock.GetElapsedTime(_stamp, stamp);
        (_wall, _stamp) = (wall, stamp);
        return jump.Duration() > Tolerance ? jump : null;
    }
}
