using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Journeys;

/// <summary>Two Apis and two Workers on PostgreSQL and Redis: whoever is asked, the answer is the same.</summary>
public sealed class DistributedPostgresTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<HostProcess> _processes = [];
    private readonly List<V1Client> _clients = [];
    private RedisServer? _redis;
    private OriginServer? _origin;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RedisServer Redis => _redis!;

    private OriginServer Origin => _origin!;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            // Nobody else ends what was started by then.
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var process in _processes)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(process.Output);
            await process.DisposeAsync();
        }

        if (_origin is not null)
            await _origin.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_one_Api_is_told_the_other_knows_and_a_change_is_found_once()
    {
        var watches = new List<string>();
        for (var number = 0; number < 20; number++)
        {
            Origin.Says($"/{number}", $"<p>page {number}</p>");
            watches.Add(await _clients[number % 2].WatchAsync(Origin.Url($"/{number}"), Cancel));
        }

        foreach (var (number, watch) in watches.Index())
            await HistoryAsync(_clients[(number + 1) % 2], watch, 1);
        foreach (var (number, watch) in watches.Index())
        {
            Origin.Says($"/{number}", $"<p>changed {number}</p>");
            await _clients[number % 2].GetTextAsync($"watch/{watch}?recheck=1", Cancel);
        }

        foreach (var (number, watch) in watches.Index())
        {
            await HistoryAsync(_clients[(number + 1) % 2], watch, 2);
            Assert.Equal($"changed {number}", (await _clients[number % 2].GetTextAsync($"watch/{watch}/history/latest", Cancel)).Trim());
        }

        Assert.Equal(40, Pages().Count());
    }

    [Fact]
    public async Task Redis_killed_and_restarted_in_the_middle_costs_time_and_nothing_else()
    {
        Origin.Says("/before", "<p>before</p>");
        Origin.Says("/during", "<p>during</p>");
        Origin.Says("/after", "<p>after</p>");
        var held = Origin.SaysWhenOpened("/held", "<p>held</p>");
        var watches = new List<string> { await _clients[0].WatchAsync(Origin.Url("/held"), Cancel), await _clients[0].WatchAsync(Origin.Url("/before"), Cancel) };
        await HistoryAsync(_clients[1], watches[1], 1);
        await Eventually.HoldsAsync(() => Origin.Requests.Contains("/held"), Cancel);

        await Redis.KillAsync(Cancel);
        watches.Add(await _clients[1].WatchAsync(Origin.Url("/during"), Cancel));
        held.SetResult();
        await HistoryAsync(_clients[0], watches[0], 1);
        await Redis.RestartAsync(Cancel);
        watches.Add(await _clients[0].WatchAsync(Origin.Url("/after"), Cancel));

        foreach (var watch in watches)
            await HistoryAsync(_clients[1], watch, 1);
        Assert.Equal(["/after", "/before", "/during", "/held"], Pages().Order());
    }

    private IEnumerable<string> Pages() => Origin.Requests.Where(path => path != "/favicon.ico");

    private static Task HistoryAsync(V1Client client, string watch, int versions) =>
        Eventually.HoldsAsync(async () => (await client.GetAsync($"watch/{watch}", Cancel))["history_n"]!.GetValue<int>() == versions, Cancel);

    private async Task StartAsync()
    {
        _redis = await RedisServer.StartAsync(Cancel);
        _origin = await OriginServer.StartAsync(Cancel);
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__changedetection"] = await cluster.MakeDatabaseAsync(Cancel),
            ["ConnectionStrings__redis"] = Redis.ConnectionString,
            ["DATASTORE_PATH"] = _directory.Path,
            ["API_ACCESS_TOKEN"] = V1Client.Key,
        };
        foreach (var program in new[] { "ChangeDetection.Api", "ChangeDetection.Api", "ChangeDetection.Worker", "ChangeDetection.Worker" })
            _processes.Add(HostProcess.Start(program, environment));
        foreach (var process in _processes)
            await process.AddressAsync(Cancel);
        foreach (var api in _processes.Take(2))
            _clients.Add(new V1Client(await api.AddressAsync(Cancel)));
    }
}
