using ChangeDetection.Core.Live;

namespace ChangeDetection.Core.Listing;

/// <summary>The watches of a query in their order, kept so with every change.</summary>
internal sealed class WatchList
{
    private readonly RankedList<WatchSummary> _watches;

    public WatchList(ListQuery query, IReadOnlyCollection<WatchSummary> all)
    {
        Query = query;
        var scope = all.Where(query.IsInScope).ToList();
        Counts = scope.Aggregate(ListCounts.Zero, (counts, watch) => counts.With(watch, 1));
        _watches = RankedList<WatchSummary>.Of(scope.Where(query.HasState), new ListOrder(query));
    }

    public ListQuery Query { get; }

    /// <summary>The counts of the scope: the group and the text, whatever the state.</summary>
    public ListCounts Counts { get; private set; }

    public int Count => _watches.Count;

    public int CountUpTo(WatchSummary watch) => _watches.CountUpTo(watch);

    public List<WatchSummary> Slice(int first, int count) => _watches.Slice(first, count);

    /// <summary>A watch was made, changed or removed.</summary>
    /// <param name="before">As it was; null when it is new.</param>
    /// <param name="after">As it is; null when it is gone.</param>
    public void Change(WatchSummary? before, WatchSummary? after)
    {
        if (before is not null && Query.IsInScope(before))
        {
            Counts = Counts.With(before, -1);
            if (Query.HasState(before))
                _watches.Remove(before);
        }

        if (after is not null && Query.IsInScope(after))
        {
            Counts = Counts.With(after, 1);
            if (Query.HasState(after))
                _watches.Add(after);
        }
    }
}
