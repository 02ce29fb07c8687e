using ChangeDetection.Benchmarks.Live;

namespace ChangeDetection.Benchmarks.Load.Scenarios;

/// <summary>The live view with 1, 100 and 1,000 clients: the load of the verb <c>live</c>, as lines of JSON. It needs processes of this product.</summary>
internal static class LiveScenario
{
    private static readonly int[] Clients = [1, 100, 1000];

    public static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        if (bench.Settings.Url is not null)
            return;
        foreach (var clients in Clients)
        {
            var figures = await LiveLoad.MeasureAsync(new LiveLoadSettings(Watches: 10_000, Clients: clients, Deaf: 0, ChangesPerSecond: 50, Seconds: bench.Settings.Seconds), cancellationToken);
            Bench.Report(new
            {
                scenario = "live",
                clients,
                watches = 10_000,
                changesPerSecond = 50,
                rows = figures.Delays.Count,
                commitToClientMilliseconds = new { p50 = Part(figures, 0.5), p95 = Part(figures, 0.95), p99 = Part(figures, 0.99) },
                clientsNotAtTheEnd = figures.Late,
                connectionsLost = figures.Broken,
                apiCpuPercentOfOneCore = Math.Round(figures.CpuShare * 100),
                apiMegabytes = figures.Memory[^1] / 1_000_000,
            });
        }
    }

    private static double? Part(LiveFigures figures, double part) => figures.Delays.Count == 0 ? null : Math.Round(Bench.At(figures.Delays, part));
}
