using System.Globalization;
using ChangeDetection.Benchmarks.Load.Systems;
using ChangeDetection.Benchmarks.Processes;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Benchmarks.Load.Scenarios;

/// <summary>Scheduled checks at a steady rate, 2 % of them changed: how late each one starts, from its due time to the request at the origin.</summary>
internal static class SteadyScenario
{
    private const double ChangingShare = 0.02;
    private const int IntervalSeconds = 20;
    private const int Parts = 10;

    public static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await using var system = await bench.OpenAsync(cancellationToken);
        using var fleet = new Fleet(bench, system);
        await MakeAsync(bench, fleet, cancellationToken);
        var second = await Fleet.NextSecondAsync(cancellationToken);
        // A version has the second in which its check began, which is a little before the request.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
        bench.Origin.Log.ChangeAtRequests(ChangingShare);
        bench.Origin.Log.Begin(isTimed: true);
        var cpu = ProcessUsage.CpuOf(system.Processes);
        // The first requests have none before them to count from.
        await Task.Delay(TimeSpan.FromSeconds(1.5 * IntervalSeconds + bench.Settings.Seconds), TimeProvider.System, cancellationToken);
        var (checks, gaps, seconds) = (bench.Origin.Log.Requests, bench.Origin.Log.Gaps, 1.5 * IntervalSeconds + bench.Settings.Seconds);
        var used = ProcessUsage.CpuOf(system.Processes) - cpu;
        bench.Origin.Log.ChangeAtRequests(0);
        await fleet.SettleAsync(second, cancellationToken);
        var delays = gaps.Select(gap => Math.Max(0, (gap.Gap - DueAfter(system, fleet.Ids[gap.Watch])).TotalMilliseconds)).ToList();
        Bench.Report(new
        {
            scenario = "steady",
            watches = fleet.Count,
            intervalSeconds = IntervalSeconds,
            changedShare = ChangingShare,
            checksPerSecond = Math.Round(checks / seconds, 1),
            versionsStored = bench.Origin.Log.VersionsOf(fleet.Count).Sum() + fleet.Count,
            startDelayMilliseconds = new { p50 = Math.Round(Bench.Median(delays)), p95 = Math.Round(Bench.At(delays, 0.95)), p99 = Math.Round(Bench.At(delays, 0.99)), longest = Math.Round(delays.Max()) },
            cpuMillisecondsPerCheck = system.Processes.Count == 0 ? (double?)null : Math.Round(used.TotalMilliseconds / checks, 2),
            cpuPercentOfOneCore = system.Processes.Count == 0 ? (double?)null : Math.Round(used.TotalSeconds / seconds * 100, 1),
        });
    }

    // Made over the length of an interval, so that they do not come due together.
    private static async Task MakeAsync(Bench bench, Fleet fleet, CancellationToken cancellationToken)
    {
        var count = bench.Settings.Rate * IntervalSeconds;
        var fields = string.Create(CultureInfo.InvariantCulture, $"time_between_check_use_default=false&time_between_check={{\"seconds\":{IntervalSeconds}}}");
        for (var part = 1; part <= Parts; part++)
        {
            await fleet.GrowAsync(count * part / Parts, fields, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds((double)IntervalSeconds / Parts), TimeProvider.System, cancellationToken);
        }

        await fleet.AllSeenAsync(cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(IntervalSeconds), TimeProvider.System, cancellationToken);
    }

    /// <summary>How long after a check the next one is due. This product gives each watch a place of its own in the twentieth part of its interval.</summary>
    private static TimeSpan DueAfter(ISystem system, string watch)
    {
        var interval = TimeSpan.FromSeconds(IntervalSeconds);
        return system is OwnSystem ? interval + interval / 20 * WatchPhase.Of(WatchId.Parse(watch, CultureInfo.InvariantCulture)) : interval;
    }
}
