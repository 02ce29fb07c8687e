using System.Diagnostics;
using System.Net;
using ChangeDetection.Benchmarks.Load.Systems;
using ChangeDetection.Benchmarks.Processes;

namespace ChangeDetection.Benchmarks.Load.Scenarios;

/// <summary>What many watches cost while nothing happens: lists, memory and processor of the idle system, and the start.</summary>
internal static class SizeScenario
{
    private const int Starts = 5;
    private const int Turns = 40;

    private static readonly int[] Sizes = [1000, 10_000];
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private static readonly (string Name, string Path)[] Lists = [("v1 list", "api/v1/watch"), ("v2 page", "api/v2/list?count=100"), ("HTML page", "")];

    public static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var system = await bench.OpenAsync(cancellationToken);
        if (system is OwnSystem empty)
            await ReportStartAsync(empty, 0, cancellationToken);
        using var fleet = new Fleet(bench, system);
        foreach (var size in Sizes)
        {
            await fleet.GrowAsync(size, "", cancellationToken);
            await fleet.CheckAddedAsync(cancellationToken);
            await ReportIdleAsync(bench, system, size, cancellationToken);
            foreach (var (name, path) in Lists)
                await ReportListAsync(system, size, name, path, cancellationToken);
        }

        if (system is OwnSystem own)
            await ReportStartAsync(own, Sizes[^1], cancellationToken);
    }

    private static async Task ReportListAsync(ISystem system, int watches, string list, string path, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = system.Address };
        http.DefaultRequestHeaders.Add("x-api-key", system.Key);
        var (times, bytes) = (new List<double>(), 0);
        for (var turn = 0; turn < Turns; turn++)
        {
            var begin = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            if (answer.StatusCode is HttpStatusCode.NotFound)
                return;
            bytes = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken)).Length;
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        var warm = times.Skip(Turns / 4).ToList();
        Bench.Report(new { scenario = "list", list, watches, p50Milliseconds = Math.Round(Bench.Median(warm), 1), p95Milliseconds = Math.Round(Bench.At(warm, 0.95), 1), bytes });
    }

    private static async Task ReportIdleAsync(Bench bench, ISystem system, int watches, CancellationToken cancellationToken)
    {
        if (system.Processes.Count == 0)
            return;
        var busy = ProcessUsage.Of(system.Processes);
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        var before = ProcessUsage.Of(system.Processes);
        await Task.Delay(TimeSpan.FromSeconds(bench.Settings.Seconds), TimeProvider.System, cancellationToken);
        var after = ProcessUsage.Of(system.Processes);
        Bench.Report(new
        {
            scenario = "idle",
            watches,
            processes = system.Processes.Count,
            residentMegabytesAfterRecheck = Megabytes(busy.Resident),
            residentMegabytes = Megabytes(after.Resident),
            proportionalMegabytes = Megabytes(after.Proportional),
            cpuPercentOfOneCore = Math.Round((after.Cpu - before.Cpu).TotalSeconds / bench.Settings.Seconds * 100, 2),
        });
    }

    private static async Task ReportStartAsync(OwnSystem system, int watches, CancellationToken cancellationToken)
    {
        var (answers, lists) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Starts; turn++)
        {
            await system.KillAsync("api", cancellationToken);
            var begin = Stopwatch.GetTimestamp();
            system.Start("api");
            await system.IsUpAsync(cancellationToken);
            answers.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
            await ProductProcess.AnswersAsync(system.Address, cancellationToken);
            lists.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        Bench.Report(new { scenario = "start", watches, toFirstAnswerSeconds = Figures(answers), toListPageSeconds = Figures(lists) });
    }

    private static object Figures(List<double> times) => new { p50 = Math.Round(Bench.Median(times), 2), all = times.Select(time => Math.Round(time, 2)) };

    private static double Megabytes(long bytes) => Math.Round(bytes / 1024.0 / 1024.0);
}
