using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using Xunit;

namespace ChangeDetection.Tests.Core.Listing;

/// <summary>The lists that are kept up to date change by change, against lists made anew from all watches.</summary>
public sealed class WatchIndexTests
{
    private static readonly ListQuery[] Queries =
    [
        ListQuery.Default,
        new() { IsReversed = true },
        new() { Sort = ListSort.Checked },
        new() { Sort = ListSort.Label },
        new() { Sort = ListSort.Label, IsReversed = true },
        new() { Sort = ListSort.Created, State = ListState.Unread },
        new() { Sort = ListSort.Paused, Group = "a" },
        new() { Sort = ListSort.Muted, Group = "b", State = ListState.Errors },
        new() { Text = "news" },
        new() { Text = "NEWS 1", State = ListState.Checking },
        new() { Group = "a", Text = "town", State = ListState.Paused },
        new() { State = ListState.Queued },
        new() { Group = "nobody" },
    ];

    private readonly WatchIndex _index = new();
    private readonly Dictionary<WatchId, WatchSummary> _all = [];
    private readonly List<WatchId> _ids = [.. Enumerable.Range(0, 300).Select(_ => WatchId.New(TimeProvider.System))];
    private long _revision;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Held_lists_equal_lists_made_anew_after_any_changes(int seed)
    {
        var dice = new Random(seed);
        Assert.All(Queries, query => Assert.True(_index.TryHold(query)));

        for (var round = 0; round < 200; round++)
        {
            Change(dice, dice.Next(1, 12));
            foreach (var query in Queries)
                Assert.Equal(Expected(query), Ids(_index.Read(query, 0, 1000)));
        }

        foreach (var query in Queries)
            IsRight(query, dice);
        Assert.Equal(Counts("a"), _index.Groups.Single(group => group.Group == "a").Counts);
        Assert.Equal(Counts("b"), _index.Groups.Single(group => group.Group == "b").Counts);
    }

    [Fact]
    public void A_list_that_nobody_holds_is_read_all_the_same()
    {
        Change(new Random(7), 200);

        Assert.All(Queries, query => Assert.Equal(Expected(query), Ids(_index.Read(query, 0, 1000))));
        Assert.All(Queries, query => Assert.Equal(Expected(query), _index.Select(query)));
    }

    [Fact]
    public void An_older_state_of_a_watch_does_not_win()
    {
        _index.Apply(AWatchRow.Changes(5, [AWatchRow.Of(_ids[0], 5, "new")], []));
        _index.Apply(AWatchRow.Changes(4, [AWatchRow.Of(_ids[0], 4, "old")], []));

        Assert.Equal("new", Assert.Single(_index.Read(ListQuery.Default, 0, 10).Watches).Label);
        Assert.Equal(5, _index.Revision);
    }

    [Fact]
    public void Changes_of_another_store_are_refused_until_all_is_forgotten()
    {
        _index.TryHold(ListQuery.Default);
        _index.Apply(AWatchRow.Changes(5, [AWatchRow.Of(_ids[0], 5) with { Groups = ["a"] }], []));
        var other = AWatchRow.Changes(1, [AWatchRow.Of(_ids[1], 1)], [], "another");

        Assert.Throws<ArgumentException>(() => _index.Apply(other));
        _index.Clear();
        _index.Apply(other);

        var part = _index.Read(ListQuery.Default, 0, 10);
        Assert.Equal([_ids[1]], Ids(part));
        Assert.Equal(("another", 1), (part.Epoch, part.Revision));
        Assert.Empty(_index.Groups);
    }

    [Fact]
    public void Only_so_many_different_lists_are_held_and_one_let_go_makes_room()
    {
        for (var number = 0; number < WatchIndex.MostLists; number++)
            Assert.True(_index.TryHold(new ListQuery { Text = $"{number}" }));

        Assert.False(_index.TryHold(new ListQuery { Text = "one more" }));
        Assert.True(_index.TryHold(new ListQuery { Text = "0" }));
        _index.LetGo(new ListQuery { Text = "0" });
        Assert.False(_index.TryHold(new ListQuery { Text = "one more" }));
        _index.LetGo(new ListQuery { Text = "0" });
        Assert.True(_index.TryHold(new ListQuery { Text = "one more" }));
    }

    private void Change(Random dice, int count)
    {
        var (updated, removed) = (new List<WatchSummary>(), new List<WatchId>());
        foreach (var id in _ids.OrderBy(_ => dice.Next()).Take(count))
        {
            _revision++;
            if (dice.Next(6) == 0)
            {
                removed.Add(id);
                _all.Remove(id);
            }
            else
            {
                updated.Add(_all[id] = AWatchRow.Random(id, _revision, dice));
            }
        }

        _index.Apply(AWatchRow.Changes(_revision, updated, removed));
    }

    private void IsRight(ListQuery query, Random dice)
    {
        var (first, count) = (dice.Next(50), dice.Next(60));
        var part = _index.Read(query, first, count);
        var scope = _all.Values.Where(query.IsInScope).ToList();
        Assert.Equal(Expected(query).Skip(first).Take(count), Ids(part));
        Assert.Equal((Expected(query).Count, first), (part.Count, part.First));
        Assert.Equal(scope.Aggregate(ListCounts.Zero, (counts, watch) => counts.With(watch, 1)), part.Counts);
        Assert.Equal(part.Count, part.Counts.Of(query.State));
    }

    private ListCounts Counts(string group) =>
        _all.Values.Where(watch => watch.Groups?.Contains(group) == true).Aggregate(ListCounts.Zero, (counts, watch) => counts.With(watch, 1));

    // Worked out by another way than the product's comparer.
    private List<WatchId> Expected(ListQuery query)
    {
        var listed = _all.Values.Where(query.IsInScope).Where(query.HasState);
        var sorted = query.Sort switch
        {
            ListSort.Label => listed.OrderBy(watch => watch.Label.ToUpperInvariant(), StringComparer.Ordinal).ThenByDescending(watch => watch.CreatedAt).ThenByDescending(watch => watch.Id.Value),
            ListSort.Checked => Newest(listed, watch => watch.LastCheckedAt ?? 0),
            ListSort.Created => Newest(listed, watch => watch.CreatedAt),
            ListSort.Paused => Newest(listed, watch => watch.IsPaused ? 1 : 0),
            ListSort.Muted => Newest(listed, watch => watch.IsMuted ? 1 : 0),
            _ => Newest(listed, watch => watch.LastChangedAt ?? watch.CreatedAt),
        };
        var ids = sorted.Select(watch => watch.Id).ToList();
        if (query.IsReversed)
            ids.Reverse();
        return ids;
    }

    private static IOrderedEnumerable<WatchSummary> Newest(IEnumerable<WatchSummary> watches, Func<WatchSummary, long> key) =>
        watches.OrderByDescending(key).ThenByDescending(watch => watch.CreatedAt).ThenByDescending(watch => watch.Id.Value);

    private static List<WatchId> Ids(ListPart part) => [.. part.Watches.Select(watch => watch.Id)];
}
