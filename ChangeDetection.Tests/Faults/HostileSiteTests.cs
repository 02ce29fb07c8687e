using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>A slow or hostile site delays only itself (I-19).</summary>
public sealed class HostileSiteTests(SharedGround ground)
{
    // Good pages must not wait for a bad one's end: so the time limit of a fetch is longer than the longest gap.
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(15);
    private const string TimeLimit = "00:00:20";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_pages_are_checked_on_time_beside_hostile_ones_each_of_which_ends_with_its_own_failure()
    {
        await using var fleet = await Fleet.StartAsync(ground, Cancel, ("Fetch__Timeout", TimeLimit), ("Check__Workers", "5"), ("Fetch__MaxBytes", "2000000"));
        await fleet.WatchPagesAsync(15, Cancel);
        await fleet.StartWorkersAsync(1, Cancel);
        await fleet.LooksAsync(1, Cancel);
        var servers = new List<HostileServer>();
        var failures = new Dictionary<WatchId, CheckFailure>();
        try
        {
            foreach (var (make, failure) in Kinds)
            {
                for (var number = 0; number < FaultRun.Rounds(4); number++)
                {
                    servers.Add(make());
                    failures[WatchId.Parse(await fleet.Client.WatchAsync(servers[^1].Url, 1, Cancel), null)] = failure;
                }
            }

            foreach (var (watch, failure) in failures)
                await Eventually.HoldsAsync(async () => (await fleet.Store.Catalog.FindAsync(watch, Cancel))!.State.Failure == failure, Cancel);
            await fleet.LooksAsync(1, Cancel);
            await fleet.JudgeAsync(Cancel, LongestGap);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private static (Func<HostileServer> Make, CheckFailure Failure)[] Kinds =>
    [
        (HostileServer.ThatNeverAnswers, CheckFailure.TimedOut),
        (HostileServer.ThatSendsAByteASecond, CheckFailure.TimedOut),
        (HostileServer.ThatNeverEndsItsHeaders, CheckFailure.ConnectionFailed),
        (HostileServer.ThatRedirectsForEver, CheckFailure.BadRedirect),
        (HostileServer.ThatSendsABomb, CheckFailure.TooLarge),
    ];
}
