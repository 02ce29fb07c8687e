namespace ChangeDetection.Benchmarks.Load.Origin;

/// <summary>What the origin serves to each watch, and every request for it. Watches are known by their number.</summary>
internal sealed class OriginLog(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Random _dice = new(7);
    private readonly List<(int Watch, TimeSpan Gap)> _gaps = [];
    private readonly List<int> _order = [];
    private int[] _versions = [];
    private int[] _fetches = [];
    private long[] _lastAt = [];
    private double _changingShare;
    private bool _isTimed;

    /// <summary>How many watches were asked for since the log was begun.</summary>
    public int Seen { get; private set; }

    /// <summary>How many requests came since the log was begun.</summary>
    public int Requests { get; private set; }

    public TagUse Tags { get; set; }

    /// <summary>Forgets the requests, not the versions.</summary>
    /// <param name="isTimed">Whether the time between two requests for the same watch is noted.</param>
    public void Begin(bool isTimed = false)
    {
        lock (_gate)
        {
            Array.Clear(_fetches);
            Array.Clear(_lastAt);
            _gaps.Clear();
            _order.Clear();
            (Seen, Requests, _isTimed) = (0, 0, isTimed);
        }
    }

    /// <summary>Changes the first so many pages; all, some or none.</summary>
    public void Change(int count)
    {
        lock (_gate)
        {
            Grow(count);
            for (var watch = 0; watch < count; watch++)
                _versions[watch]++;
        }
    }

    /// <summary>Changes one page.</summary>
    public void ChangeOne(int watch)
    {
        lock (_gate)
        {
            Grow(watch + 1);
            _versions[watch]++;
        }
    }

    /// <summary>From now on that share of all requests finds a page changed.</summary>
    public void ChangeAtRequests(double share)
    {
        lock (_gate)
            _changingShare = share;
    }

    /// <summary>Notes a request and gives the version to serve.</summary>
    public int Take(int watch)
    {
        lock (_gate)
        {
            Grow(watch + 1);
            Requests++;
            Seen += _fetches[watch]++ == 0 ? 1 : 0;
            _order.Add(watch);
            NoteGap(watch);
            if (_changingShare > 0 && _dice.NextDouble() < _changingShare)
                _versions[watch]++;
            return _versions[watch];
        }
    }

    /// <summary>The version served last to the first so many watches.</summary>
    public int[] VersionsOf(int count) => Copy(count, () => _versions);

    /// <summary>The requests for the first so many watches.</summary>
    public int[] FetchesOf(int count) => Copy(count, () => _fetches);

    /// <summary>The watches asked for last, the very last first.</summary>
    public IReadOnlyList<int> Last(int count)
    {
        lock (_gate)
            return [.. _order.TakeLast(count).Reverse().Distinct()];
    }

    /// <summary>The times between two requests for the same watch, by watch.</summary>
    public IReadOnlyList<(int Watch, TimeSpan Gap)> Gaps
    {
        get
        {
            lock (_gate)
                return [.. _gaps];
        }
    }

    private void NoteGap(int watch)
    {
        if (!_isTimed)
            return;
        var now = clock.GetTimestamp();
        if (_lastAt[watch] != 0)
            _gaps.Add((watch, clock.GetElapsedTime(_lastAt[watch], now)));
        _lastAt[watch] = now;
    }

    private int[] Copy(int count, Func<int[]> source)
    {
        lock (_gate)
        {
            Grow(count);
            return source()[..count];
        }
    }

    private void Grow(int count)
    {
        if (_versions.Length >= count)
            return;
        var size = Math.Max(count, 2 * _versions.Length);
        Array.Resize(ref _versions, size);
        Array.Resize(ref _fetches, size);
        Array.Resize(ref _lastAt, size);
    }
}
