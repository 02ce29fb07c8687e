using ChangeDetection.Infrastructure;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>A worker that dies at the worst moments of a check costs time and nothing else (I-09, I-25).</summary>
public sealed class FaultPointTests(SharedGround ground)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Every write of a worker passes these; what matters is to die with a lease and with a result.
    private static readonly string[] Writes = [FaultPoints.InTransaction, FaultPoints.AfterDatabaseCommit];
    private static readonly string[] Results = ["LeaseAnswer", "CommitAnswer"];

    [Fact]
    public async Task No_change_is_lost_or_doubled_wherever_a_worker_dies()
    {
        var dice = FaultRun.Dice();
        await using var fleet = await Fleet.StartAsync(ground, Cancel);
        await fleet.WatchPagesAsync(8, Cancel);

        // In pairs: a start keeps no more than one core busy.
        foreach (var pair in Faults(dice).Chunk(2))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", pair));
            foreach (var victim in pair.Select(fault => fleet.StartVictim(fault)).ToList())
                Assert.Equal(128 + 9, await victim.ExitCodeAsync(Cancel));
        }

        await fleet.StartWorkerAsync(Cancel);
        await fleet.LooksAsync(2, Cancel);
        await fleet.JudgeAsync(Cancel);
    }

    private static List<string> Faults(Random dice)
    {
        var faults = new List<string>();
        for (var round = 0; round < FaultRun.Rounds(1); round++)
        {
            foreach (var point in FaultPoints.All)
                faults.AddRange(Writes.Contains(point) ? Results.Select(result => $"{point}:{dice.Next(1, 6)}:{result}") : [$"{point}:{dice.Next(1, 6)}"]);
        }

        // Each death costs a start of the process: a short run dies at some of the points, others the next time.
        return FaultRun.IsLong ? faults : [.. faults.OrderBy(_ => dice.Next()).Take(4)];
    }
}
