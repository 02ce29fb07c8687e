namespace ChangeDetection.Worker.Checking;

/// <summary>The place of one check: among those that run, later perhaps in the slow lane, and left once.</summary>
internal sealed class HeldPlace(CheckPlaces places)
{
    private readonly Lock _gate = new();
    private bool _isSlow;
    private bool _isLeft;

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
            places.Release();
    }
}
