using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Live;

namespace ChangeDetection.Api.Live.Contract;

/// <summary>A part of a list at one moment.</summary>
/// <param name="Epoch">Which store the number belongs to.</param>
/// <param name="Revision">The moment, as a number of the store's sequence of changes.</param>
/// <param name="First">The place of the first row, from 0.</param>
/// <param name="Count">How many watches the whole list has.</param>
/// <param name="Watches">The rows of the part, in the list's order.</param>
/// <param name="Counts">The counts of the list's group and text, whatever the state.</param>
/// <param name="Totals">The counts over all watches.</param>
/// <param name="Groups">The groups there are.</param>
/// <param name="Hash">The print of the rows, as on the live connection.</param>
/// <param name="Next">The cursor of the part after this one; null when the list ends here.</param>
public sealed record ListPartView(
    string Epoch, long Revision, int First, int Count, IReadOnlyList<WatchSummary> Watches, ListCounts Counts, LiveTotals Totals, IReadOnlyList<GroupView> Groups, uint Hash, string? Next = null)
{
    /// <summary>The view of a part.</summary>
    internal static ListPartView Of(ListPart part, IReadOnlyList<GroupView> groups) =>
        new(part.Epoch, part.Revision, part.First, part.Count, part.Watches, part.Counts, part.Totals, groups, ListHash.Of(part.Watches));
}
