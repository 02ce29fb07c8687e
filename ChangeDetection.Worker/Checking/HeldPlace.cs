namespace ChangeDetection.Worker.Checking;

/// <summary>The place of one check: among those that run, later perhaps in the slow lane, and left once.</summary>
/// <param name="places">All places.</param>
/// <param name="isTaken">Whether the check has its place already; one that was leased ahead has to wait for it.</param>
internal sealed class HeldPlace(CheckPlaces places, bool isTaken)
{
    private readonly Lock _gate = new();
    private bool _isSlow;
    private bool _isLeft = !isTaken;

    /// <summary>Waits for the place; gives false when the check was called off before.</summary>
    public async Task<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (isTaken)
            return true;
        if (!await places.TryEnterAsync(cancellationToken))
            return false;
        lock (_gate)
            _isLeft = false;
        return true;
    }

    /// <summary>Gives the place to others and goes on in the slow lane, if that has room and the check still has its place.</summary>
    public void TryMoveToSlowLane()
    {
        lock (_gate)
            _isSlow = !_isLeft && places.TryMoveToSlowLane();
    }

    /// <summary>Leaves; the second time it does nothing.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (_isLeft)
                return;
            _isLeft = true;
        }

        if (_isSlow)
            places.LeaveSlowLane();
        else
            places.Leave();
    }
}
