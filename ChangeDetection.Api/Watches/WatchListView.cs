using ChangeDetection.Core.Live;

namespace ChangeDetection.Api.Watches;

/// <summary>A page of the list, with the number from which its live changes follow.</summary>
/// <param name="Epoch">Which store the numbers belong to.</param>
/// <param name="Revision">The number this page is at least as new as; follow the live changes from here.</param>
/// <param name="Totals">Counts over all watches.</param>
/// <param name="Watches">Rows, newest watch first.</param>
/// <param name="Next">The cursor of the next page, or null when this is the last.</param>
public sealed record WatchListView(string Epoch, long Revision, LiveTotals Totals, IReadOnlyList<WatchSummary> Watches, string? Next);
