using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>A page that kills whoever looks at it is set aside, and the others do not feel it (I-18).</summary>
public sealed class PoisonPageTests(SharedGround ground)
{
    private const int MostDeaths = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_three_workers_died_with_is_set_aside()
    {
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        await fleet.WatchPagesAsync(5, Cancel);
        var poison = WatchId.Parse(await fleet.Client.WatchAsync(fleet.Origin.Page("/poison"), 1, Cancel), null);
        var deaths = 0;

        for (var worker = Start(fleet); !await IsSetAsideAsync(fleet, poison);)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
            if (!worker.HasEnded)
                continue;
            deaths++;
            Assert.True(deaths <= MostDeaths, $"{deaths} workers died and the page is not set aside.");
            worker = Start(fleet);
        }

        Assert.Equal(MostDeaths, deaths);
        await fleet.LooksAsync(2, Cancel);
        await fleet.JudgeAsync(Cancel);
        Assert.Equal(MostDeaths, fleet.Origin.CountOf("/poison"));
    }

    private static HostProcess Start(Fleet fleet) => fleet.StartVictim($"{FaultPoints.AfterFetch}:1:/poison");

    private static async Task<bool> IsSetAsideAsync(Fleet fleet, WatchId poison) =>
        (await fleet.Store.Catalog.FindAsync(poison, Cancel))!.State.IsSetAside;
}
