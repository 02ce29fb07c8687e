using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChangeDetection.Benchmarks.Live;

/// <summary>When each number of the store's sequence was committed, by the stopwatch of this process.</summary>
internal sealed class CommitTimes
{
    private readonly ConcurrentDictionary<long, long> _times = [];
    private long _last;

    /// <summary>Everything up to a number was committed at a moment; the first word about a number counts.</summary>
    public void Note(long number, long at)
    {
        for (var each = Interlocked.Exchange(ref _last, Math.Max(number, _last)) + 1; each <= number; each++)
            _times.TryAdd(each, at);
    }

    /// <summary>How long ago a number was committed, in milliseconds; null when it was not noted.</summary>
    public double? Since(long number, long now) => _times.TryGetValue(number, out var at) ? Stopwatch.GetElapsedTime(at, now).TotalMilliseconds : null;
}
