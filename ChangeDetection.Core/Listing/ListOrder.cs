using ChangeDetection.Core.Live;

namespace ChangeDetection.Core.Listing;

/// <summary>The order of a list; total, since no two watches have the same identity.</summary>
internal sealed class ListOrder(ListQuery query) : IComparer<WatchSummary>
{
    private readonly int _direction = query.IsReversed ? 1 : -1;

    public int Compare(WatchSummary? x, WatchSummary? y)
    {
        if (ReferenceEquals(x, y))
            return 0;
        // People read labels from A to Z and moments from the newest back.
        var order = query.Sort is ListSort.Label ? -_direction * CompareLabels(x!, y!) : _direction * KeyOf(x!).CompareTo(KeyOf(y!));
        if (order == 0)
            order = _direction * x!.CreatedAt.CompareTo(y!.CreatedAt);
        return order != 0 ? order : _direction * x!.Id.Value.CompareTo(y!.Id.Value);
    }

    private long KeyOf(WatchSummary watch) => query.Sort switch
    {
        ListSort.Checked => watch.LastCheckedAt ?? 0,
        ListSort.Created => watch.CreatedAt,
        ListSort.Paused => watch.IsPaused ? 1 : 0,
        ListSort.Muted => watch.IsMuted ? 1 : 0,
        _ => watch.LastChangedAt ?? watch.CreatedAt,
    };

    private static int CompareLabels(WatchSummary x, WatchSummary y) => string.Compare(x.Label, y.Label, StringComparison.OrdinalIgnoreCase);
}
