using System.Collections.Concurrent;
using ChangeDetection.Infrastructure;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>What the Api acknowledged survives its death (I-01).</summary>
public sealed class ApiDeathTests(SharedGround ground)
{
    private const int Clients = 4;

    // By the id of the watch: its title, or null for one whose deletion was acknowledged. A watch whose last order was not answered is not here.
    private readonly ConcurrentDictionary<string, string?> _acknowledged = [];

    private volatile int _answered;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_there_after_the_Api_was_killed()
    {
        var dice = FaultRun.Dice();
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var clients = Enumerable.Range(0, Clients).Select(_ => WorkAsync(fleet.Client, new Random(dice.Next()), enough.Token)).ToList();

        try
        {
            for (var kill = 0; kill < FaultRun.Rounds(2); kill++)
            {
                await KillAsync(fleet, dice);
                await HoldAndKillAsync(fleet, dice);
            }
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(clients);
        }

        var visible = (await fleet.Store.Catalog.ListAsync(Cancel)).ToDictionary(watch => watch.Id.ToString(), watch => watch.Settings.Title ?? "");
        var logs = new FaultLogs { Served = [], Stored = new Dictionary<string, IReadOnlyList<int>>(), Acknowledged = _acknowledged, Visible = visible };
        TestContext.Current.TestOutputHelper?.WriteLine($"{_acknowledged.Count} watches acknowledged, {visible.Count} there");
        Assert.Empty(FaultChecker.Problems(logs));
    }

    // Dies with a write that it held back for a while: who is answered before the commit is answered then.
    private static async Task HoldAndKillAsync(Fleet fleet, Random dice)
    {
        fleet.Api.Kill();
        await fleet.StartApiAsync(Cancel, ("FAULT", $"{FaultPoints.InTransaction}:{dice.Next(5, 60)}:Watch"), ("FAULT_WAIT", "0.3"));
        Assert.Equal(128 + 9, await fleet.Api.ExitCodeAsync(Cancel));
        await fleet.StartApiAsync(Cancel);
    }

    private async Task KillAsync(Fleet fleet, Random dice)
    {
        var before = _answered;
        await Eventually.HoldsAsync(() => _answered > before + 20, Cancel);
        await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(10, 500)), TimeProvider.System, Cancel);
        fleet.Api.Kill();
        await fleet.StartApiAsync(Cancel);
    }

    private async Task WorkAsync(V2Client client, Random dice, CancellationToken cancellationToken)
    {
        var mine = new List<string>();
        try
        {
            while (true)
            {
                if (mine.Count == 0 || dice.Next(3) == 0)
                    await CreateAsync(client, mine, cancellationToken);
                else
                    await ChangeAsync(client, dice, mine, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Enough. What was on its way is unanswered, and its watch is not among the acknowledged.
        }
    }

    private async Task CreateAsync(V2Client client, List<string> mine, CancellationToken cancellationToken)
    {
        var title = Guid.NewGuid().ToString();
        using var response = await client.TrySendAsync(HttpMethod.Post, "watches", new { url = "https://example.com/", title, isPaused = true }, cancellationToken);
        if (response is not { IsSuccessStatusCode: true })
            return;
        var id = response.Headers.Location!.OriginalString.Split('/')[^1];
        mine.Add(id);
        _acknowledged[id] = title;
        Interlocked.Increment(ref _answered);
    }

    private async Task ChangeAsync(V2Client client, Random dice, List<string> mine, CancellationToken cancellationToken)
    {
        var (id, title) = (mine[dice.Next(mine.Count)], dice.Next(4) == 0 ? null : Guid.NewGuid().ToString());
        var method = title is null ? HttpMethod.Delete : HttpMethod.Patch;
        // Until it is answered nothing is promised.
        mine.Remove(id);
        _acknowledged.TryRemove(id, out _);
        using var response = await client.TrySendAsync(method, $"watches/{id}", title is null ? null : new { title }, cancellationToken);
        if (response is not { IsSuccessStatusCode: true })
            return;
        _acknowledged[id] = title;
        Interlocked.Increment(ref _answered);
        if (title is not null)
            mine.Add(id);
    }
}
