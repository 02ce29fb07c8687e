using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Listing;

/// <summary>How many watches of a scope are in each state; moved by each change, never found by scanning.</summary>
/// <param name="All">All of the scope.</param>
/// <param name="Unread">With a change nobody has looked at.</param>
/// <param name="Errors">Whose last check failed.</param>
/// <param name="Paused">Whose scheduled checks are off.</param>
/// <param name="Queued">That wait for a worker.</param>
/// <param name="Checking">Being checked.</param>
public sealed record ListCounts(int All, int Unread, int Errors, int Paused, int Queued, int Checking)
{
    /// <summary>The counts of an empty scope.</summary>
    public static ListCounts Zero { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>The counts with one watch more or fewer.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="by">1 or -1.</param>
    public ListCounts With(WatchSummary watch, int by) => new(
        All + by,
        Unread + (watch.IsUnread ? by : 0),
        Errors + (watch.IsFailing ? by : 0),
        Paused + (watch.IsPaused ? by : 0),
        Queued + (watch.Activity is WatchActivity.Queued ? by : 0),
        Checking + (watch.Activity is WatchActivity.Checking ? by : 0));

    /// <summary>How many are listed under a state.</summary>
    public int Of(ListState state) => state switch
    {
        ListState.Unread => Unread,
        ListState.Errors => Errors,
        ListState.Paused => Paused,
        ListState.Queued => Queued,
        ListState.Checking => Checking,
        _ => All,
    };
}
