using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>What the store promises, on whichever database.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private static readonly WorkerId Worker = new("worker-1");
    private static readonly WorkerId OtherWorker = new("worker-2");

    private readonly TemporaryDirectory _directory = new();
    private string? _connectionString;
    private AStore? _store;

    private AStore Store => _store!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connectionString = await MakeConnectionStringAsync(Cancel);
        _store = await AStore.OpenAsync(_directory.Path, _connectionString, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_watch_is_read_as_it_was_made()
    {
        var settings = new WatchSettings { Title = "News – ünï 日本", IncludeFilters = ["#main", "p > a"], Headers = new Dictionary<string, string> { ["X-A"] = "b" } };

        var made = await Store.Catalog.CreateAsync(new WatchDraft { Url = "https://example.com/", IsMuted = true, Settings = settings }, Cancel);
        var read = await Store.Catalog.FindAsync(made.Id, Cancel);

        Assert.Equivalent(made, read, strict: true);
        Assert.Equal(["#main", "p > a"], read!.Settings.IncludeFilters);
        Assert.True(read.IsMuted);
    }

    [Fact]
    public async Task Watches_are_listed_in_the_order_they_were_made_and_paged_newest_first()
    {
        var made = await MakeAsync(5);

        var listed = await Store.Catalog.ListAsync(Cancel);
        var first = await Store.Catalog.PageAsync(null, 3, Cancel);
        var second = await Store.Catalog.PageAsync(first.Next, 3, Cancel);

        Assert.Equal(made, listed.Select(watch => watch.Id));
        Assert.Equal(made.Reverse(), first.Watches.Concat(second.Watches).Select(watch => watch.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Deleting_removes_history_but_not_a_text_that_another_watch_has_too()
    {
        var one = await Store.WatchAsync("https://example.com/1", Cancel);
        var two = await Store.WatchAsync("https://example.com/2", Cancel);
        await CheckAsync(one.Id, Changed("shared"));
        await CheckAsync(two.Id, Changed("shared"));

        var deleted = await Store.Catalog.DeleteAsync(one.Id, Cancel);
        var again = await Store.Catalog.DeleteAsync(one.Id, Cancel);

        Assert.True(deleted);
        Assert.False(again);
        Assert.Empty(await Store.Archive.ListAsync(one.Id, Cancel));
        Assert.Equal("shared", await Store.Archive.ReadAsync(two.Id, 1, Cancel));
    }

    [Fact]
    public async Task A_large_text_comes_back_as_it_was()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var text = string.Join('\n', Enumerable.Range(0, 20_000).Select(line => $"Line {line} – ünï 日本 \u0001"));

        await CheckAsync(watch.Id, Changed(text));

        Assert.Equal(text, await Store.Archive.ReadAsync(watch.Id, 1, Cancel));
    }

    [Fact]
    public async Task Changes_since_a_number_are_complete_and_the_totals_exact()
    {
        var ids = await MakeAsync(3);
        var (epoch, start) = await Store.Feed.ReadPositionAsync(Cancel);
        await CheckAsync(ids[0], Changed("one"));
        await CheckAsync(ids[0], Changed("two"));
        await CheckAsync(ids[1], new CheckOutcome.Failed(CheckFailure.TimedOut, "slow"));
        await Store.Catalog.DeleteAsync(ids[2], Cancel);

        var changes = await Store.Feed.ReadAsync(start, 100, Cancel);
        var none = await Store.Feed.ReadAsync(changes.To, 100, Cancel);

        Assert.Equal(epoch, changes.Epoch);
        Assert.Equal([ids[0], ids[1]], changes.Updated.Select(row => row.Id).Order());
        Assert.Equal([ids[2]], changes.Removed);
        Assert.Equal(new LiveTotals(Watches: 2, Unread: 1, Errors: 1, Paused: 0, Queued: 0, Checking: 0), changes.Totals);
        Assert.Empty(none.Updated);
        Assert.Empty(none.Removed);
    }

    [Fact]
    public async Task Reading_changes_in_small_pieces_gives_the_same_as_at_once()
    {
        await MakeAsync(7);
        var seen = new List<WatchId>();
        var position = 0L;
        LiveChanges piece;
        do
        {
            piece = await Store.Feed.ReadAsync(position, 2, Cancel);
            seen.AddRange(piece.Updated.Select(row => row.Id));
            position = piece.To;
        }
        while (piece.HasMore);

        Assert.Equal((await Store.Catalog.ListAsync(Cancel)).Select(watch => watch.Id), seen);
    }

    [Fact]
    public async Task Every_write_that_changes_a_watch_is_announced_with_the_newest_number()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        await Store.Catalog.SetMutedAsync(watch.Id, true, Cancel);

        var (_, revision) = await Store.Feed.ReadPositionAsync(Cancel);
        // The answer comes with the commit; the announcement follows at once.
        await Eventually.HoldsAsync(() => Store.Announced.All.OfType<LiveFact.StoreAdvanced>().LastOrDefault()?.Revision == revision, Cancel);
    }

    [Fact]
    public async Task A_hundred_writers_at_once_lose_nothing_and_totals_stay_exact()
    {
        var ids = await MakeAsync(20);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(turn => turn % 2 == 0
            ? Store.Catalog.SetPausedAsync(ids[turn % 20], true, Cancel)
            : Store.Catalog.SetMutedAsync(ids[turn % 20], true, Cancel)));
        var watches = await Store.Catalog.ListAsync(Cancel);
        var totals = await Store.Feed.ReadTotalsAsync(Cancel);

        Assert.Equal(watches.Count(watch => watch.IsPaused), totals.Paused);
        Assert.Equal(10, totals.Paused);
        Assert.Equal(10, watches.Count(watch => watch.IsMuted));
        Assert.Equal(watches.Count, watches.Select(watch => watch.State.Revision).Distinct().Count());
    }

    [Fact]
    public async Task A_write_that_fails_fails_alone()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);

        var bad = Store.Catalog.EditAsync(watch.Id, _ => throw new InvalidOperationException("no"), Cancel);
        var good = Store.Catalog.SetMutedAsync(watch.Id, true, Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.True(await good);
    }

    [Fact]
    public async Task The_key_is_made_once_and_kept()
    {
        var first = (await Store.Settings.ReadAsync(Cancel)).ApiAccessToken;

        var second = (await Store.Settings.EnsureApiKeyAsync(Cancel)).ApiAccessToken;

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.Equal(first, second);
    }

    /// <summary>The connection string of a fresh database, or null for the file in the data directory.</summary>
    protected abstract Task<string?> MakeConnectionStringAsync(CancellationToken cancellationToken);

    private static CheckOutcome.Changed Changed(string text) => new(text, $"sum-{text}");

    private async Task RestartAsync(DateTimeOffset now)
    {
        await Store.DisposeAsync();
        _store = await AStore.OpenAsync(_directory.Path, _connectionString, Cancel, now);
    }

    private async Task<WatchId[]> MakeAsync(int count)
    {
        var ids = new WatchId[count];
        for (var number = 0; number < count; number++)
        {
            ids[number] = (await Store.WatchAsync($"https://example.com/{number}", Cancel)).Id;
            Store.Clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        return ids;
    }

    private Task<IReadOnlyList<CheckLease>> LeaseAsync(CheckWatch order, WorkerId worker, bool isTakenOver = false) =>
        Store.Ledger.TakeAsync([new Delivery(order, "1-1", isTakenOver)], worker, Cancel);

    private Task<CommitVerdict> CommitAsync(CheckLease lease, CheckOutcome outcome, PageVerdict? verdict = null) =>
        Store.Ledger.StoreAsync(
            new CheckReport(lease, outcome, new PageFacts(), TimeSpan.FromMilliseconds(12), lease.StartedAt + TimeSpan.FromHours(3)) { Verdict = verdict }, Cancel);

    private Task<WatchState> CheckAsync(WatchId id, PageVerdict verdict) => CheckAsync(id, verdict.Outcome, verdict);

    private async Task<WatchState> CheckAsync(WatchId id, CheckOutcome outcome, PageVerdict? verdict = null)
    {
        var order = Assert.Single(await Store.Ledger.RequestAsync([id], CheckPriority.Manual, Cancel));
        var lease = Assert.Single(await LeaseAsync(order, Worker));
        Assert.Equal(CommitVerdict.Stored, await CommitAsync(lease, outcome, verdict));
        return (await Store.Catalog.FindAsync(id, Cancel))!.State;
    }
}
