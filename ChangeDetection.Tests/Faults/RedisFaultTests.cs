using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>Whatever happens to Redis costs time and nothing else, and the Api does not feel it (I-11, I-12).</summary>
public sealed class RedisFaultTests(SharedGround ground)
{
    private const int Pages = 10;

    // The promise is a second; on a machine with more to do than it can it is still far from the length of a freeze.
    private static readonly TimeSpan SlowestAnswer = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(8);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis_emptied_killed_and_frozen_delays_checks_and_nothing_else()
    {
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        await fleet.StartWorkersAsync(1, Cancel);
        await fleet.WatchPagesAsync(Pages, Cancel);
        await fleet.LooksAsync(1, Cancel);
        await using var probe = ApiProbe.Start(fleet.Client, fleet.Watches["/page-0"], Cancel);

        for (var round = 0; round < FaultRun.Rounds(1); round++)
        {
            await FlushWhileAllWaitAsync(fleet);
            await fleet.LooksAsync(2, Cancel);

            await fleet.Redis.KillAsync(Cancel);
            await fleet.LooksAsync(2, Cancel);
            await fleet.Redis.RestartAsync(Cancel);
            await fleet.LooksAsync(2, Cancel);

            await fleet.Redis.FreezeAsync(Cancel);
            var frozen = fleet.Origin.Now;
            await fleet.LooksAsync(2, Cancel);
            await Eventually.HoldsAsync(() => fleet.Origin.Now - frozen > Freeze, Cancel);
            await fleet.Redis.ThawAsync(Cancel);
            await fleet.LooksAsync(2, Cancel);
        }

        var answers = await probe.StopAsync();
        Assert.All(answers, answer => Assert.True(answer.IsGood, answer.ToString()));
        Assert.All(answers, answer => Assert.True(answer.Took < SlowestAnswer, answer.ToString()));
        await fleet.JudgeAsync(Cancel);
    }

    /// <summary>Empties Redis at the worst moment: when every order is there and in no worker's hands.</summary>
    private static async Task FlushWhileAllWaitAsync(Fleet fleet)
    {
        await fleet.Client.SendAsync(HttpMethod.Patch, "settings", new { queuePaused = true }, Cancel);
        await Eventually.HoldsAsync(async () => (await fleet.Store.Queue.ListWaitingAsync(0, Pages, Cancel)).Count == Pages, Cancel);
        await fleet.Redis.FlushAsync(Cancel);
        await fleet.Client.SendAsync(HttpMethod.Patch, "settings", new { queuePaused = false }, Cancel);
    }
}
