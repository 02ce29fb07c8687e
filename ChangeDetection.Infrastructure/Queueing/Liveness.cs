namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>Tells the dead from the living: a counter that stands still for long enough by this observer's own monotonic stopwatch.</summary>
/// <remarks>
/// Only time in which this observer looked counts. After it was frozen, or what it looks at was away, nobody is dead: nobody could beat, or nobody saw it.
/// </remarks>
public sealed class Liveness(TimeProvider clock, TimeSpan deadAfter, TimeSpan longestStep)
{
    private Dictionary<string, (string Counter, TimeSpan Silence)> _seen = [];
    private long? _lastLook;

    /// <summary>Takes note of all counters, empty for one that has none, and answers who is dead.</summary>
    public IReadOnlyList<SilentOne> Observe(IReadOnlyDictionary<string, string> counters)
    {
        var step = StepSinceLastLook();
        _seen = counters.ToDictionary(
            now => now.Key,
            now => (now.Value, _seen.TryGetValue(now.Key, out var before) && before.Counter == now.Value ? before.Silence + step : TimeSpan.Zero));
        return [.. _seen.Where(one => one.Value.Silence >= deadAfter).Select(one => new SilentOne(one.Key, one.Value.Counter))];
    }

    private TimeSpan StepSinceLastLook()
    {
        var now = clock.GetTimestamp();
        var step = _lastLook is { } before ? clock.GetElapsedTime(before, now) : TimeSpan.Zero;
        _lastLook = now;
        return step < longestStep ? step : longestStep;
    }
}
