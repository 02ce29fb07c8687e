using ChangeDetection.Infrastructure.Queueing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Queueing;

public sealed class LivenessTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Liveness _liveness;

    public LivenessTests() => _liveness = new Liveness(_clock, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));

    [Fact]
    public void Whoever_stands_still_for_long_enough_is_dead_and_whoever_moves_is_not()
    {
        var dead = Observe(seconds: 30, second => new() { ["still"] = "7", ["moving"] = $"{second}" });

        Assert.Equal([new SilentOne("still", "7")], dead);
    }

    [Fact]
    public void Nobody_is_dead_a_second_too_early() =>
        Assert.Empty(Observe(seconds: 29, _ => new() { ["still"] = "7" }));

    [Fact]
    public void One_sign_of_life_begins_the_count_anew()
    {
        Observe(seconds: 29, _ => new() { ["worker"] = "7" });

        Assert.Empty(Observe(seconds: 29, _ => new() { ["worker"] = "8" }));
    }

    [Fact]
    public void Time_in_which_nobody_looked_counts_as_one_step_only()
    {
        Observe(seconds: 10, _ => new() { ["worker"] = "7" });
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(_liveness.Observe(new Dictionary<string, string> { ["worker"] = "7" }));
    }

    private IReadOnlyList<SilentOne> Observe(int seconds, Func<int, Dictionary<string, string>> counters)
    {
        var dead = _liveness.Observe(counters(0));
        for (var second = 1; second <= seconds; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            dead = _liveness.Observe(counters(second));
        }

        return dead;
    }
}
