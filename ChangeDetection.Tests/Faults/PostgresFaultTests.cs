using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>A database server that crashes under load is a pause, not damage (I-13).</summary>
public sealed class PostgresFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_crashes_and_comes_back_loses_and_doubles_nothing()
    {
        var dice = FaultRun.Dice();
        await using var cluster = new PostgresCluster();
        await using var fleet = await Fleet.StartAsync(cluster, Cancel);
        await fleet.StartWorkersAsync(1, Cancel);
        await fleet.WatchPagesAsync(10, Cancel);
        await fleet.LooksAsync(1, Cancel);
        await using var probe = ApiProbe.Start(fleet.Client, fleet.Watches["/page-0"], Cancel);

        for (var crash = 0; crash < FaultRun.Rounds(3); crash++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(200, 1500)), TimeProvider.System, Cancel);
            await cluster.CrashAsync(Cancel);
            var before = probe.Answers.Count;
            await Eventually.HoldsAsync(() => probe.Answers.Count > before + 6, Cancel);
            await cluster.RestartAsync(Cancel);
            var restarted = probe.Answers.Count;
            await Eventually.HoldsAsync(() => probe.Answers.Skip(restarted).Any(answer => answer is { IsGood: true, Method: "PATCH" }), Cancel, Eventually.Soon);
            await fleet.LooksAsync(1, Cancel);
        }

        var answers = await probe.StopAsync();
        Assert.All(answers.Where(answer => !answer.IsGood), answer => Assert.True(answer is { Status: 503, SaysWhenToRetry: true }, answer.ToString()));
        Assert.Contains(answers, answer => answer.Status == 503);
        await fleet.JudgeAsync(Cancel);
    }
}
