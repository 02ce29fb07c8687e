using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Listing;

/// <summary>
/// All watches as lists show them, in memory, together with the lists somebody looks at. A change costs the same however many watches there are,
/// and one step for each list that is looked at. Safe for use by many threads.
/// </summary>
public sealed class WatchIndex
{
    /// <summary>The most different lists that are kept up to date at a time.</summary>
    public const int MostLists = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<WatchId, WatchSummary> _watches = [];
    private readonly Dictionary<string, ListCounts> _groups = [];
    private readonly Dictionary<ListQuery, (WatchList List, int Holders)> _lists = [];
    private LiveTotals _totals = new(0, 0, 0, 0, 0, 0);
    private GroupCounts[]? _groupCounts;

    /// <summary>Which store the numbers belong to; empty before the first changes.</summary>
    public string Epoch { get; private set; } = "";

    /// <summary>The number up to which changes are here.</summary>
    public long Revision { get; private set; }

    /// <summary>The counts over all watches.</summary>
    public LiveTotals Totals
    {
        get
        {
            lock (_gate)
                return _totals;
        }
    }

    /// <summary>The counts of every group that has watches; the same object while none of them changed.</summary>
    public IReadOnlyList<GroupCounts> Groups
    {
        get
        {
            lock (_gate)
                return _groupCounts ??= [.. _groups.Select(group => new GroupCounts(group.Key, group.Value))];
        }
    }

    /// <summary>Whether there is such a watch.</summary>
    public bool Has(WatchId id)
    {
        lock (_gate)
            return _watches.ContainsKey(id);
    }

    /// <summary>Takes changes in, which must join what is here: all of another epoch are an error.</summary>
    public void Apply(LiveChanges changes)
    {
        lock (_gate)
        {
            if (Epoch.Length > 0 && changes.Epoch != Epoch)
                throw new ArgumentException("The changes belong to another store.", nameof(changes));
            Epoch = changes.Epoch;
            foreach (var watch in changes.Updated)
                Replace(watch.Id, watch);
            foreach (var id in changes.Removed)
                Replace(id, null);
            Revision = Math.Max(Revision, changes.To);
            _totals = changes.Totals;
        }
    }

    /// <summary>Forgets everything: the store is another one.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (var id in _watches.Keys.ToList())
                Replace(id, null);
            (Epoch, Revision) = ("", 0);
        }
    }

    /// <summary>Has a list kept up to date until it is let go; false when too many different ones are looked at already.</summary>
    public bool TryHold(ListQuery query)
    {
        lock (_gate)
        {
            if (_lists.TryGetValue(query, out var held))
                _lists[query] = held with { Holders = held.Holders + 1 };
            else if (_lists.Count >= MostLists)
                return false;
            else
                _lists[query] = (new WatchList(query, _watches.Values), 1);
            return true;
        }
    }

    /// <summary>Lets a held list go.</summary>
    public void LetGo(ListQuery query)
    {
        lock (_gate)
        {
            if (!_lists.TryGetValue(query, out var held))
                return;
            if (held.Holders > 1)
                _lists[query] = held with { Holders = held.Holders - 1 };
            else
                _lists.Remove(query);
        }
    }

    /// <summary>A part of a list as it is now; quick for a held one.</summary>
    /// <param name="query">The list.</param>
    /// <param name="first">The place of the first row, from 0.</param>
    /// <param name="count">The most rows to give.</param>
    public ListPart Read(ListQuery query, int first, int count)
    {
        lock (_gate)
        {
            var list = ListOf(query);
            return new ListPart(Epoch, Revision, first, list.Count, list.Slice(first, count), list.Counts, _totals);
        }
    }

    /// <summary>The part of a list that comes after a row as it was when it was read, whatever happened to it since.</summary>
    /// <param name="query">The list.</param>
    /// <param name="after">The row; only what the list is ordered by counts.</param>
    /// <param name="count">The most rows to give.</param>
    public ListPart ReadAfter(ListQuery query, WatchSummary after, int count)
    {
        lock (_gate)
        {
            var list = ListOf(query);
            var first = list.CountUpTo(after);
            return new ListPart(Epoch, Revision, first, list.Count, list.Slice(first, count), list.Counts, _totals);
        }
    }

    /// <summary>The watches of a list, in its order.</summary>
    public IReadOnlyList<WatchId> Select(ListQuery query)
    {
        lock (_gate)
        {
            var list = ListOf(query);
            return [.. list.Slice(0, list.Count).Select(watch => watch.Id)];
        }
    }

    private WatchList ListOf(ListQuery query) => _lists.TryGetValue(query, out var held) ? held.List : new WatchList(query, _watches.Values);

    private void Replace(WatchId id, WatchSummary? after)
    {
        var before = _watches.GetValueOrDefault(id);
        if (before is null && after is null || before?.Revision >= after?.Revision)
            return;
        if (after is null)
            _watches.Remove(id);
        else
            _watches[id] = after;
        CountGroups(before, -1);
        CountGroups(after, 1);
        foreach (var (list, _) in _lists.Values)
            list.Change(before, after);
    }

    private void CountGroups(WatchSummary? watch, int by)
    {
        foreach (var group in watch?.Groups ?? [])
        {
            var counts = _groups.GetValueOrDefault(group, ListCounts.Zero).With(watch!, by);
            if (counts.All == 0)
                _groups.Remove(group);
            else
                _groups[group] = counts;
            _groupCounts = null;
        }
    }
}
