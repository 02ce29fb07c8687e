using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>A worker that stood still and goes on finds that the world went on without it (I-10, I-24).</summary>
public sealed class FrozenWorkerTests(SharedGround ground)
{
    private const string Seat = "scheduler";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultPoints.BeforeCommit, "/page-0")]
    [InlineData(FaultPoints.InTransaction, nameof(CommitAnswer))]
    public async Task The_late_result_of_a_worker_that_stood_still_is_refused(string point, string about)
    {
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        await fleet.WatchPagesAsync(1, Cancel);
        var frozen = fleet.StartVictim($"{point}:1:{about}", "STOP");
        await Eventually.HoldsAsync(() => fleet.Origin.CountOf("/page-0") == 1, Cancel);

        await fleet.StartWorkerAsync(Cancel);
        await fleet.LooksAsync(2, Cancel);
        await frozen.ThawAsync(Cancel);

        await Eventually.HoldsAsync(() => frozen.Output.Contains("dropped: the watch was changed, deleted or leased anew", StringComparison.Ordinal), Cancel, Fleet.Patience);
        await fleet.JudgeAsync(Cancel);
        Assert.DoesNotContain(1, await fleet.StoredAsync(fleet.Watches["/page-0"], int.MaxValue, Cancel));
    }

    [Fact]
    public async Task A_worker_that_lost_the_seat_while_it_stood_still_offers_nothing()
    {
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        var seats = fleet.Store.Seats;
        var frozen = fleet.StartVictim($"{FaultPoints.BeforeOffer}:1", "STOP");
        fleet.Origin.Page("/");
        // Paused at first, so that only the schedule can begin the check.
        var draft = new { url = fleet.Origin.Server.Url("/"), isPaused = true, usesDefaultInterval = false, interval = new { seconds = 1 } };
        var id = WatchId.Parse(V2Client.IdOf(await fleet.Client.SendAsync(HttpMethod.Post, "watches", draft, Cancel)), null);
        var other = new WorkerId("other");
        await Eventually.HoldsAsync(async () => (await seats.ReadAsync(Seat, Cancel)).Owner is not null, Cancel);
        await fleet.Store.Catalog.SetPausedAsync(id, false, Cancel);
        await StoppedAsync(frozen);

        Assert.NotNull(await seats.TakeAsync(Seat, other, await seats.ReadAsync(Seat, Cancel), Cancel));
        await frozen.ThawAsync(Cancel);
        await Eventually.HoldsAsync(
            async () =>
            {
                await seats.TakeAsync(Seat, other, null, Cancel);
                return frozen.Output.Contains("another one schedules the checks now", StringComparison.Ordinal);
            },
            Cancel);

        // Waiting, running or done: whatever became of an offer is seen.
        Assert.Equal(WatchActivity.Idle, (await fleet.Store.Catalog.FindAsync(id, Cancel))!.State.Activity);
        Assert.Equal(0, fleet.Origin.CountOf("/"));
    }

    [Fact]
    public async Task Two_schedulers_of_which_the_first_stands_still_double_nothing()
    {
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        var workers = await fleet.StartWorkersAsync(2, Cancel);
        await fleet.WatchPagesAsync(10, Cancel);
        await fleet.LooksAsync(1, Cancel);

        for (var round = 0; round < FaultRun.Rounds(1); round++)
        {
            var first = (await fleet.Store.Seats.ReadAsync(Seat, Cancel)).Owner!;
            var frozen = workers.Single(worker => first.Contains($"-{worker.Id}-", StringComparison.Ordinal));
            await frozen.FreezeAsync(Cancel);
            await Eventually.HoldsAsync(async () => (await fleet.Store.Seats.ReadAsync(Seat, Cancel)).Owner != first, Cancel);
            await fleet.LooksAsync(2, Cancel);
            await frozen.ThawAsync(Cancel);
            await fleet.LooksAsync(2, Cancel);
        }

        await fleet.JudgeAsync(Cancel);
    }

    private static Task StoppedAsync(HostProcess process) =>
        Eventually.HoldsAsync(() => File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].StartsWith('T'), Cancel);
}
