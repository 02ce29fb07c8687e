using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Live.Contract;

/// <summary>Changes as a page receives them.</summary>
/// <param name="Epoch">Which store the numbers belong to.</param>
/// <param name="From">The number after which the changes begin.</param>
/// <param name="To">The number up to which they reach.</param>
/// <param name="Updated">Rows as they are now; the last state per watch wins.</param>
/// <param name="Removed">Watches that no longer exist.</param>
/// <param name="Totals">Counts over all watches.</param>
/// <param name="HasMore">Whether to ask again from <paramref name="To"/> at once.</param>
/// <param name="StartAfresh">Whether the page's numbers belong to another store, so that it must load anew.</param>
public sealed record LiveChangesView(
    string Epoch,
    long From,
    long To,
    IReadOnlyList<WatchSummary> Updated,
    IReadOnlyList<WatchId> Removed,
    LiveTotals Totals,
    bool HasMore,
    bool StartAfresh)
{
    /// <summary>The view of some changes.</summary>
    public static LiveChangesView Of(LiveChanges changes) =>
        new(changes.Epoch, changes.From, changes.To, changes.Updated, changes.Removed, changes.Totals, changes.HasMore, StartAfresh: false);

    /// <summary>The answer to a client that stands at a number: the changes after it, or the word to start afresh when that number is of another store or was never given.</summary>
    /// <param name="changes">The changes after the number.</param>
    /// <param name="epoch">The store the client's number belongs to.</param>
    /// <param name="since">The client's number.</param>
    public static LiveChangesView For(LiveChanges changes, string? epoch, long since) =>
        epoch == changes.Epoch && since >= 0 && since <= changes.To
            ? Of(changes)
            : Of(changes) with { Updated = [], Removed = [], HasMore = false, StartAfresh = true };
}
