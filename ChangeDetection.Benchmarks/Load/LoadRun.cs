using System.Globalization;
using System.Runtime.InteropServices;
using ChangeDetection.Benchmarks.Load.Limit;
using ChangeDetection.Benchmarks.Load.Origin;
using ChangeDetection.Benchmarks.Load.Proof;
using ChangeDetection.Benchmarks.Load.Scenarios;

namespace ChangeDetection.Benchmarks.Load;

/// <summary>The whole system under load, scenario by scenario. Each prints one or more lines of JSON, and none unless it is proven that all was fetched and stored.</summary>
internal static class LoadRun
{
    private static readonly Dictionary<string, Func<Bench, CancellationToken, Task>> Scenarios = new()
    {
        ["recheck"] = RecheckScenario.RunAsync,
        ["create"] = CreateScenario.RunAsync,
        ["size"] = SizeScenario.RunAsync,
        ["steady"] = SteadyScenario.RunAsync,
        ["growth"] = GrowthScenario.RunAsync,
        ["live"] = LiveScenario.RunAsync,
        ["soak"] = SoakScenario.RunAsync,
    };

    /// <summary>Runs the scenarios and gives the exit code: 1 when one was refused.</summary>
    public static async Task<int> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        await using var limit = LimitProcess.Start();
        var refused = 0;
        Bench.Report(Machine(settings));
        foreach (var name in settings.Scenarios)
        {
            // Its own, so that no scenario sees the versions of another.
            await using var origin = await OriginSite.StartAsync(settings.Hosts, cancellationToken);
            Bench.Say($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {name}");
            try
            {
                await Scenarios[name](new Bench(settings, origin, limit), cancellationToken);
            }
            catch (RunRefusedException refusal)
            {
                Bench.Report(new { scenario = name, refused = refusal.Message });
                refused = 1;
            }
        }

        return refused;
    }

    private static object Machine(LoadSettings settings) => new
    {
        scenario = "settings",
        date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        cores = Environment.ProcessorCount,
        runtime = RuntimeInformation.FrameworkDescription,
        shape = settings.Url is null ? settings.Shape.ToString().ToLowerInvariant() : "foreign",
        store = settings.Url is not null ? null : settings.IsPostgres ? "postgres" : "sqlite",
        workers = settings.Shape is Systems.SystemShape.Distributed ? settings.Workers : (int?)null,
        settings.Concurrency,
        settings.Watches,
        originHosts = settings.Hosts,
        icons = false,
    };
}
