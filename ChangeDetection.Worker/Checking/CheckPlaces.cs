namespace ChangeDetection.Worker.Checking;

/// <summary>
/// The places for concurrent checks. A check that waits long for its site gives its place to others and goes on in the slow lane,
/// so that slow sites cost the good ones nothing but the first seconds.
/// </summary>
internal sealed class CheckPlaces(int size, int slowSize) : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _change = NextChange();
    private CancellationTokenSource _interruption = new();
    private int _size = size;
    private int _taken;
    private int _slow;
    private int _entering;
    private long _left;
    private bool _isPaused;

    /// <summary>How many checks run at once, the slow lane aside.</summary>
    public int Size => Volatile.Read(ref _size);

    /// <summary>How many checks are in the slow lane.</summary>
    public int Slow => Volatile.Read(ref _slow);

    /// <summary>How often a place was left since the start.</summary>
    public long Left => Volatile.Read(ref _left);

    /// <summary>Whether no check may begin.</summary>
    public bool IsPaused => Volatile.Read(ref _isPaused);

    /// <summary>Ends a wait for work that began with more places than there are now.</summary>
    public CancellationToken Interruption
    {
        get
        {
            lock (_gate)
                return _interruption.Token;
        }
    }

    /// <summary>The places of a process at its start; the installation's settings may change them.</summary>
    public static CheckPlaces From(CheckOptions options) => new(options.Workers, options.SlowPlaces);

    public void Dispose() => _interruption.Dispose();

    /// <summary>Waits for a free place and takes all that are free; gives how many.</summary>
    public async Task<int> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_gate)
            {
                var free = _size - _taken - _entering;
                if (!_isPaused && free > 0)
                {
                    _taken += free;
                    return free;
                }

                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits for a place for a check that is leased already, ahead of those that are not; gives false when it was called off before.</summary>
    public async Task<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        var isWaiting = false;
        while (true)
        {
            Task change;
            lock (_gate)
            {
                if (isWaiting)
                    _entering--;
                if (cancellationToken.IsCancellationRequested)
                    break;
                if (_taken < _size)
                {
                    _taken++;
                    return true;
                }

                _entering++;
                isWaiting = true;
                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Change(() => { });
        return false;
    }

    /// <summary>Gives places back that no check took.</summary>
    public void Release(int count) => Change(() => _taken -= count);

    /// <summary>Leaves a place.</summary>
    public void Leave() => Change(() => (_taken, _left) = (_taken - 1, _left + 1));

    /// <summary>Moves the holder of a place into the slow lane, if that has room; else it keeps its place.</summary>
    public bool TryMoveToSlowLane()
    {
        lock (_gate)
        {
            if (_slow >= slowSize)
                return false;
            _slow++;
        }

        Leave();
        return true;
    }

    /// <summary>Leaves the slow lane.</summary>
    public void LeaveSlowLane() => Change(() => _slow--);

    /// <summary>Sets how many checks run at once from now on, and whether new ones begin at all; running ones go on.</summary>
    public void Set(int size, bool isPaused)
    {
        bool isFewer;
        lock (_gate)
        {
            isFewer = size < _size || (isPaused && !_isPaused);
            (_size, _isPaused) = (size, isPaused);
        }

        if (isFewer)
            Interrupt();
        Change(() => { });
    }

    /// <summary>Ends a running wait for work, so that it begins anew.</summary>
    public void Interrupt()
    {
        CancellationTokenSource interrupted;
        lock (_gate)
            (interrupted, _interruption) = (_interruption, new CancellationTokenSource());
        interrupted.Cancel();
        interrupted.Dispose();
    }

    private void Change(Action change)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            change();
            (told, _change) = (_change, NextChange());
        }

        told.SetResult();
    }

    private static TaskCompletionSource NextChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
