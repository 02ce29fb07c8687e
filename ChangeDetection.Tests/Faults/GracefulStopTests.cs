using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>To stop means to finish or to hand back (I-22).</summary>
public sealed class GracefulStopTests(SharedGround ground)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workers_asked_to_stop_in_the_middle_of_checks_end_well_and_leave_nothing_behind()
    {
        var dice = FaultRun.Dice();
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        for (var number = 0; number < 12; number++)
        {
            var page = $"/page-{number}";
            await fleet.WatchAsync(page, fleet.Origin.Page(page, () => Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel)), Cancel);
        }

        for (var round = 0; round < FaultRun.Rounds(2); round++)
        {
            var worker = await fleet.StartWorkerAsync(Cancel);
            await fleet.LooksAsync(1, Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(100, 1000)), TimeProvider.System, Cancel);
            Assert.Equal(0, await worker.StopAsync(Cancel));
            Assert.Empty(await fleet.Store.Queue.ListRunningAsync(Cancel));
            Assert.DoesNotContain(await fleet.Store.Heartbeats.ReadAsync(Cancel), one => one.Key.Contains($"-{worker.Id}-", StringComparison.Ordinal));
        }

        await fleet.StartWorkerAsync(Cancel);
        await fleet.LooksAsync(1, Cancel);
        await fleet.JudgeAsync(Cancel);
    }
}
