namespace ChangeDetection.Core.Watches;

/// <summary>What is happening with a watch right now.</summary>
public enum WatchActivity
{
    /// <summary>Nothing: the next check is in the future or the watch is paused.</summary>
    Idle = 0,

    /// <summary>A check is wanted and waits for a worker.</summary>
    Queued = 1,

    /// <summary>A worker is checking the page.</summary>
    Checking = 2,
}
