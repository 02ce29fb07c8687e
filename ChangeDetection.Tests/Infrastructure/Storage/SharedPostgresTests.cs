using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using Npgsql;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>Several processes that write to one PostgreSQL database at once.</summary>
public sealed class SharedPostgresTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<AStore> _stores = [];
    private string _database = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.MakeDatabaseAsync(Cancel);
        for (var process = 0; process < 3; process++)
            _stores.Add(await AStore.OpenAsync(_directory.Path, _database, Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Processes_that_start_together_on_an_empty_database_all_open_it()
    {
        var database = await cluster.MakeDatabaseAsync(Cancel);

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AStore.OpenAsync(_directory.Path, database, Cancel)));
        var epochs = await Task.WhenAll(stores.Select(store => store.Feed.ReadPositionAsync(Cancel)));
        foreach (var store in stores)
            await store.DisposeAsync();

        Assert.Single(epochs.Select(position => position.Epoch).Distinct());
    }

    [Fact]
    public async Task Schedulers_in_three_processes_give_each_due_watch_to_one()
    {
        var ids = await MakeAsync(60);

        var offered = await Task.WhenAll(Enumerable.Range(0, 12).Select(turn => _stores[turn % 3].Ledger.OfferAsync(10, Cancel)));
        var rest = await _stores[0].Ledger.OfferAsync(100, Cancel);

        Assert.Equal(ids.Order(), offered.SelectMany(orders => orders).Concat(rest).Select(order => order.WatchId).Order());
    }

    [Fact]
    public async Task Processes_that_commit_the_same_texts_at_once_lose_nothing_and_never_block_each_other_for_good()
    {
        var ids = await MakeAsync(120);
        var orders = await _stores[0].Ledger.OfferAsync(200, Cancel);
        var leases = new List<(int Process, CheckLease Lease)>();
        foreach (var (process, part) in orders.Chunk(40).Index())
        {
            var worker = new WorkerId($"worker-{process}");
            var deliveries = part.Select(order => new Delivery(order, "1-1", IsTakenOver: false)).ToList();
            leases.AddRange((await _stores[process].Ledger.TakeAsync(deliveries, worker, Cancel)).Select(lease => (process, lease)));
        }

        var verdicts = await Task.WhenAll(leases.Select((one, number) => CommitAsync(_stores[one.Process], one.Lease, $"text {(one.Process == 1 ? 39 - (number % 40) : number % 40) % 10}")));
        var totals = await _stores[2].Feed.ReadTotalsAsync(Cancel);
        var versions = await Task.WhenAll(ids.Select(id => _stores[2].Archive.ListAsync(id, Cancel)));

        Assert.All(verdicts, verdict => Assert.Equal(CommitVerdict.Stored, verdict));
        Assert.All(versions, history => Assert.Single(history));
        Assert.Equal(0, totals.Queued + totals.Checking);
        Assert.Equal(0, await CountDeadlocksAsync());
    }

    [Fact]
    public async Task Processes_that_change_the_same_watches_at_once_keep_numbers_distinct_and_totals_exact()
    {
        var ids = await MakeAsync(10);

        await Task.WhenAll(Enumerable.Range(0, 150).Select(turn => ChangeAsync(_stores[turn % 3], ids[turn * 7 % 10], turn)));
        var watches = await _stores[0].Catalog.ListAsync(Cancel);
        var totals = await _stores[1].Feed.ReadTotalsAsync(Cancel);

        Assert.Equal(watches.Count(watch => watch.IsPaused), totals.Paused);
        Assert.Equal(10, watches.Select(watch => watch.State.Revision).Distinct().Count());
        Assert.Equal(0, await CountDeadlocksAsync());
    }

    [Fact]
    public async Task A_reader_in_another_process_never_misses_a_number()
    {
        var start = (await _stores[0].Feed.ReadPositionAsync(Cancel)).Revision;
        var writing = Task.WhenAll(Enumerable.Range(0, 90).Select(number => _stores[number % 2].WatchAsync($"https://example.com/{number}", Cancel)));
        var seen = new HashSet<WatchId>();

        bool isLast;
        do
        {
            isLast = writing.IsCompleted;
            var changes = await _stores[2].Feed.ReadAsync(start, 1000, Cancel);
            seen.UnionWith(changes.Updated.Select(row => row.Id));
            start = changes.To;
        }
        while (!isLast);

        Assert.Equal((await writing).Select(watch => watch.Id).Order(), seen.Order());
    }

    private static async Task ChangeAsync(AStore store, WatchId id, int turn)
    {
        if (turn % 2 == 0)
            await store.Catalog.SetPausedAsync(id, turn % 4 == 0, Cancel);
        else
            await store.Ledger.RequestAsync([id], CheckPriority.Manual, Cancel);
    }

    private static Task<CommitVerdict> CommitAsync(AStore store, CheckLease lease, string text) =>
        store.Ledger.StoreAsync(
            new CheckReport(lease, new CheckOutcome.Changed(text, text), new PageFacts(), TimeSpan.Zero, lease.StartedAt + TimeSpan.FromHours(3)), Cancel);

    private async Task<WatchId[]> MakeAsync(int count) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, count).Select(number => _stores[0].WatchAsync($"https://{number}.example.com/", Cancel)))).Select(watch => watch.Id)];

    private async Task<long> CountDeadlocksAsync()
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT pg_stat_force_next_flush(); SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        await reader.NextResultAsync(Cancel);
        Assert.True(await reader.ReadAsync(Cancel));
        return reader.GetInt64(0);
    }
}
