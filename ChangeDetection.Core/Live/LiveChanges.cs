using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Live;

/// <summary>Everything that differs between two numbers of the store's sequence of changes; the last state per watch wins.</summary>
/// <param name="Epoch">Which store the numbers belong to; another epoch means "start afresh".</param>
/// <param name="From">The number after which the changes begin.</param>
/// <param name="To">The number up to which they reach; ask again from here.</param>
/// <param name="Updated">Rows as they are now, in the order of their numbers.</param>
/// <param name="Removed">Watches that no longer exist.</param>
/// <param name="Totals">Counts at <paramref name="To"/>.</param>
/// <param name="HasMore">Whether more changes were there than fit.</param>
public sealed record LiveChanges(
    string Epoch,
    long From,
    long To,
    IReadOnlyList<WatchSummary> Updated,
    IReadOnlyList<WatchId> Removed,
    LiveTotals Totals,
    bool HasMore);
