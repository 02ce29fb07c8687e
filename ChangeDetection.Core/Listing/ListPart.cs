using ChangeDetection.Core.Live;

namespace ChangeDetection.Core.Listing;

/// <summary>A part of a list at one moment.</summary>
/// <param name="Epoch">Which store the number belongs to.</param>
/// <param name="Revision">The moment, as a number of the store's sequence of changes.</param>
/// <param name="First">The place of the first row, from 0.</param>
/// <param name="Count">How many watches the whole list has.</param>
/// <param name="Watches">The rows of the part.</param>
/// <param name="Counts">The counts of the scope.</param>
/// <param name="Totals">The counts over all watches.</param>
public sealed record ListPart(string Epoch, long Revision, int First, int Count, IReadOnlyList<WatchSummary> Watches, ListCounts Counts, LiveTotals Totals);
