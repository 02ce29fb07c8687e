using ChangeDetection.Benchmarks.Load.Limit;
using ChangeDetection.Benchmarks.Load.Origin;

namespace ChangeDetection.Benchmarks.Load.Scenarios;

/// <summary>All watches checked again: nothing changed with and without ETag, and all changed; each in turn with the limit, so that both see the same machine.</summary>
internal static class RecheckScenario
{
    public static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        var kinds = RecheckKind.All.Where(kind => bench.Settings.Kinds.Contains(kind.Name)).ToList();
        await using var system = await bench.OpenAsync(cancellationToken);
        using var fleet = new Fleet(bench, system);
        await fleet.GrowAsync(bench.Settings.Watches, "", cancellationToken);
        await fleet.CheckAddedAsync(cancellationToken);
        // The first round warms both up.
        var rounds = new List<(RecheckKind Kind, RunFigures Ours, LimitFigures Limit)>();
        for (var round = 0; round <= bench.Settings.Rounds; round++)
        {
            foreach (var kind in kinds)
            {
                var (ours, limit) = await RoundAsync(bench, fleet, kind, cancellationToken);
                Bench.Say($"  {kind.Name}: {ours.PerSecond:0} a second, {ours.CpuMilliseconds:0.00} ms; {kind.LimitName} {limit.PerSecond:0}, {limit.CpuMilliseconds:0.00} ms{(round == 0 ? " (warming up)" : "")}");
                if (round > 0)
                    rounds.Add((kind, ours, limit));
            }
        }

        foreach (var kind in kinds)
            Report(bench, kind, [.. rounds.Where(round => round.Kind == kind).Select(round => (round.Ours, round.Limit))]);
    }

    private static async Task<(RunFigures Ours, LimitFigures Limit)> RoundAsync(Bench bench, Fleet fleet, RecheckKind kind, CancellationToken cancellationToken)
    {
        bench.Origin.Log.Tags = kind.Tags;
        // The system has to have learnt the tags.
        if (kind.Tags is TagUse.Honoured)
            await fleet.RecheckAsync(cancellationToken);
        if (kind.IsChanged)
            bench.Origin.Log.Change(fleet.Count);
        var ours = await fleet.RecheckAsync(cancellationToken);
        var limit = await bench.Limit.RunAsync(new LimitOrder(kind.Limit, bench.Origin.Place, fleet.Count, bench.Settings.Concurrency), cancellationToken);
        return (ours, limit);
    }

    private static void Report(Bench bench, RecheckKind kind, IReadOnlyList<(RunFigures Ours, LimitFigures Limit)> rounds) => Bench.Report(new
    {
        scenario = "recheck",
        kind = kind.Name,
        watches = bench.Settings.Watches,
        concurrency = bench.Settings.Concurrency,
        checksPerSecond = Math.Round(Bench.Median(rounds.Select(round => round.Ours.PerSecond)), 1),
        limit = kind.LimitName,
        limitPerSecond = Math.Round(Bench.Median(rounds.Select(round => round.Limit.PerSecond)), 1),
        ratio = Math.Round(Bench.Median(rounds.Select(round => round.Ours.PerSecond / round.Limit.PerSecond)), 2),
        ratios = rounds.Select(round => Math.Round(round.Ours.PerSecond / round.Limit.PerSecond, 2)),
        cpuMillisecondsPerCheck = rounds[0].Ours.CpuSeconds is null ? (double?)null : Math.Round(Bench.Median(rounds.Select(round => round.Ours.CpuMilliseconds!.Value)), 2),
        limitCpuMillisecondsPerPage = Math.Round(Bench.Median(rounds.Select(round => round.Limit.CpuMilliseconds)), 2),
        serverCpuMillisecondsPerCheck = rounds.Sum(round => round.Ours.ServerCpuSeconds) > 0 ? Math.Round(Bench.Median(rounds.Select(round => round.Ours.ServerCpuSeconds * 1000 / round.Ours.Checks)), 2) : (double?)null,
        extraFetches = rounds.Sum(round => round.Ours.ExtraFetches),
    });
}
