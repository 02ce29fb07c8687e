using ChangeDetection.Worker.Scheduling;
using Xunit;

namespace ChangeDetection.Tests.Worker.Scheduling;

/// <summary>A wall clock that somebody sets, beside a monotonic one.</summary>
public sealed class ClockWatchTests
{
    private readonly TwoClocks _clock = new();

    [Fact]
    public void Time_that_passes_is_no_jump()
    {
        var watch = new ClockWatch(_clock);

        _clock.Pass(TimeSpan.FromHours(3), drift: TimeSpan.FromSeconds(2));

        Assert.Null(watch.Look());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void A_clock_that_was_set_is_noticed_once(int hours)
    {
        var watch = new ClockWatch(_clock);

        _clock.Pass(TimeSpan.FromSeconds(1), drift: TimeSpan.FromHours(hours));

        Assert.Equal(TimeSpan.FromHours(hours), watch.Look());
        _clock.Pass(TimeSpan.FromSeconds(1), drift: TimeSpan.Zero);
        Assert.Null(watch.Look());
    }

    private sealed class TwoClocks : TimeProvider
    {
        private DateTimeOffset _wall = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time, TimeSpan drift)
        {
            _ticks += time.Ticks;
            _wall += time + drift;
        }
    }
}
