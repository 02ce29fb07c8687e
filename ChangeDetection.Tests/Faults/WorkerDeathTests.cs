using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>Every due watch is checked within its interval and a bound, although workers are killed again and again (I-09).</summary>
public sealed class WorkerDeathTests(SharedGround ground)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workers_killed_at_random_cost_time_and_nothing_else()
    {
        var dice = FaultRun.Dice();
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        var workers = (await fleet.StartWorkersAsync(2, Cancel)).ToList();
        await fleet.WatchPagesAsync(15, Cancel);
        await fleet.LooksAsync(1, Cancel);

        for (var kill = 0; kill < FaultRun.Rounds(3); kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(500, 2000)), TimeProvider.System, Cancel);
            var victim = dice.Next(workers.Count);
            workers[victim].Kill();
            workers[victim] = await fleet.StartWorkerAsync(Cancel);
        }

        foreach (var worker in workers)
            worker.Kill();
        await fleet.StartWorkersAsync(2, Cancel);
        await fleet.LooksAsync(2, Cancel);
        await fleet.JudgeAsync(Cancel);
    }
}
