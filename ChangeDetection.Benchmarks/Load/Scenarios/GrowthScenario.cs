namespace ChangeDetection.Benchmarks.Load.Scenarios;

/// <summary>The cost of a check while the number of watches grows a thousandfold. Nothing changed; small numbers are checked several times.</summary>
internal static class GrowthScenario
{
    private const int LeastChecks = 4000;
    private const int WarmUpChecks = 10_000;

    public static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var system = await bench.OpenAsync(cancellationToken);
        using var fleet = new Fleet(bench, system);
        var costs = new List<double>();
        foreach (var size in new[] { 100, 1000, 10_000, 100_000 }.Where(size => size <= bench.Settings.Most))
        {
            await fleet.GrowAsync(size, "", cancellationToken);
            await fleet.CheckAddedAsync(cancellationToken);
            // A process that has just started compiles its quick code while it checks.
            if (costs.Count == 0)
                await RecheckAsync(fleet, WarmUpChecks, cancellationToken);
            var figures = await RecheckAsync(fleet, LeastChecks, cancellationToken);
            costs.Add(figures.CpuMilliseconds ?? 1000 / figures.PerSecond);
            Bench.Report(new
            {
                scenario = "growth",
                watches = size,
                checks = figures.Checks,
                checksPerSecond = Math.Round(figures.PerSecond, 1),
                cpuMillisecondsPerCheck = figures.CpuMilliseconds is { } cpu ? Math.Round(cpu, 2) : (double?)null,
                costToSmallest = Math.Round(costs[^1] / costs[0], 2),
            });
        }
    }

    private static async Task<RunFigures> RecheckAsync(Fleet fleet, int least, CancellationToken cancellationToken)
    {
        var runs = new List<RunFigures>();
        while (runs.Sum(run => run.Checks) < least)
            runs.Add(await fleet.RecheckAsync(cancellationToken));
        return RunFigures.Sum(runs);
    }
}
