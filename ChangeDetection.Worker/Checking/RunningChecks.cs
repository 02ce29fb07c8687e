using System.Collections.Concurrent;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Worker.Checking;

/// <summary>The checks this process runs, so that one can be called off.</summary>
internal sealed class RunningChecks
{
    private readonly ConcurrentDictionary<(WatchId WatchId, long Fence), RunningCheck> _checks = [];

    /// <summary>Whether a check is among them whose watch took a worker along before.</summary>
    public bool HasSuspect => _checks.Values.Any(check => check.Lease.IsSuspect);

    /// <summary>All of them, as they are now.</summary>
    public IReadOnlyCollection<RunningCheck> All => [.. _checks.Values];

    /// <summary>Ends when all of them have ended.</summary>
    public Task AllEnded => Task.WhenAll(_checks.Values.Select(check => check.Ended));

    /// <summary>Enters a check; disposing of it takes it out.</summary>
    public RunningCheck Enter(CheckLease lease, CancellationToken abort)
    {
        var check = new RunningCheck(lease, abort, ended => _checks.TryRemove(KeyOf(ended), out _));
        _checks[KeyOf(lease)] = check;
        return check;
    }

    /// <summary>Calls off whatever runs for a watch.</summary>
    public void CallOff(WatchId watch)
    {
        foreach (var check in _checks.Values.Where(check => check.Lease.Watch.Id == watch))
            check.CallOff();
    }

    private static (WatchId WatchId, long Fence) KeyOf(CheckLease lease) => (lease.Watch.Id, lease.Fence);
}
