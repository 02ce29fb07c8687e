using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Journeys;

/// <summary>Api and Workers as separate processes, joined by a real Redis.</summary>
public sealed class DistributedTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<HostProcess> _processes = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_watch_is_checked_although_a_worker_is_killed_in_the_middle_of_a_check()
    {
        await using var redis = await RedisServer.StartAsync(Cancel);
        await using var origin = await OriginServer.StartAsync(Cancel);
        var gate = origin.SaysWhenOpened("/held", "<p>held</p>");
        var environment = Environment(redis.ConnectionString);
        var api = Start("ChangeDetection.Api", environment);
        using var client = new V1Client(await api.AddressAsync(Cancel));
        var victim = Start("ChangeDetection.Worker", environment);
        await victim.AddressAsync(Cancel);
        var watches = new List<string> { await client.WatchAsync(origin.Url("/held"), Cancel) };
        await Eventually.HoldsAsync(() => origin.Requests.Contains("/held"), Cancel);

        var survivor = Start("ChangeDetection.Worker", environment);
        await survivor.AddressAsync(Cancel);
        for (var number = 0; number < 30; number++)
        {
            origin.Says($"/page-{number}", $"<p>page {number}</p>");
            watches.Add(await client.WatchAsync(origin.Url($"/page-{number}"), Cancel));
        }

        victim.Kill();
        gate.SetResult();

        foreach (var watch in watches)
            await Eventually.HoldsAsync(async () => (await client.GetAsync($"watch/{watch}", Cancel))["history_n"]!.GetValue<int>() == 1, Cancel);
        Assert.Equal(2, origin.Requests.Count(path => path == "/held"));
        Assert.Equal("held", (await client.GetTextAsync($"watch/{watches[0]}/history/latest", Cancel)).Trim());
    }

    [Fact]
    public async Task Redis_may_be_away_at_the_start_and_come_later()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<p>hello</p>");
        var port = Ports.Free();
        var environment = Environment($"127.0.0.1:{port}");
        var api = Start("ChangeDetection.Api", environment);
        Start("ChangeDetection.Worker", environment);
        var address = await api.AddressAsync(Cancel);
        using var http = new HttpClient { BaseAddress = address };
        using var client = new V1Client(address);

        var watch = await client.WatchAsync(origin.Url("/"), Cancel);
        Assert.Contains("redis", await http.GetStringAsync("/health", Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await client.GetAsync($"watch/{watch}", Cancel))["history_n"]!.GetValue<int>());

        await using var redis = await RedisServer.StartAsync(Cancel, port);
        await Eventually.HoldsAsync(async () => (await client.GetAsync($"watch/{watch}", Cancel))["history_n"]!.GetValue<int>() == 1, Cancel);
        await Eventually.HoldsAsync(async () => await http.GetStringAsync("/health", Cancel) == "Healthy", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(process.Output);
            await process.DisposeAsync();
        }

        _directory.Dispose();
    }

    private HostProcess Start(string program, IReadOnlyDictionary<string, string> environment)
    {
        var process = HostProcess.Start(program, environment);
        _processes.Add(process);
        return process;
    }

    private Dictionary<string, string> Environment(string redis) => new()
    {
        ["ConnectionStrings__redis"] = redis,
        ["DATASTORE_PATH"] = _directory.Path,
        ["API_ACCESS_TOKEN"] = V1Client.Key,
        ["Queue__DeadAfter"] = "00:00:03",
        ["Schedule__DeadAfter"] = "00:00:05",
        ["Schedule__Heartbeat"] = "00:00:01",
    };
}
