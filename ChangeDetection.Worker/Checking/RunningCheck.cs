using ChangeDetection.Core.Checks;

namespace ChangeDetection.Worker.Checking;

/// <summary>A check in the works.</summary>
internal sealed class RunningCheck : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Action<CheckLease> _end;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isCalledOff;

    public RunningCheck(CheckLease lease, CancellationToken abort, Action<CheckLease> end)
    {
        (Lease, _end) = (lease, end);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(abort);
        Token = _stop.Token;
    }

    public CheckLease Lease { get; }

    /// <summary>Ends with the check.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends with the process' patience, or when the check is called off.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether nobody wants the result any more.</summary>
    public bool IsCalledOff => Volatile.Read(ref _isCalledOff) == 1;

    public void CallOff()
    {
        Volatile.Write(ref _isCalledOff, 1);
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in the same moment.
        }
    }

    public void Dispose()
    {
        _end(Lease);
        _stop.Dispose();
        _ended.SetResult();
    }
}
