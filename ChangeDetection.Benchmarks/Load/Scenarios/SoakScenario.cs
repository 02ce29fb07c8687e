using System.Diagnostics;
using System.Globalization;
using ChangeDetection.Benchmarks.Load.Proof;
using ChangeDetection.Benchmarks.Load.Systems;

namespace ChangeDetection.Benchmarks.Load.Scenarios;

/// <summary>
/// Scheduled checks while, again and again, a process is killed without warning. Each version of a page stands longer than the promise needs
/// (interval and 60 seconds), so each has to be stored, once.
/// </summary>
internal static class SoakScenario
{
    private const int Watches = 500;
    private const int IntervalSeconds = 10;
    private const int StandingSeconds = 90;

    public static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        if (bench.Settings.Url is not null)
            return;
        await using var system = await OwnSystem.StartAsync(bench.Settings, cancellationToken);
        using var fleet = new Fleet(bench, system);
        await fleet.GrowAsync(Watches, string.Create(CultureInfo.InvariantCulture, $"time_between_check_use_default=false&time_between_check={{\"seconds\":{IntervalSeconds}}}"), cancellationToken);
        await fleet.CheckAddedAsync(cancellationToken);
        bench.Origin.Log.Begin(isTimed: true);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(TimeSpan.FromSeconds(bench.Settings.Soak));
        var changing = ChangeAsync(bench, over.Token);
        var away = await KillAsync(bench, system, over.Token, cancellationToken);
        await changing;
        await ReportAsync(bench, fleet, away, cancellationToken);
    }

    private static async Task ReportAsync(Bench bench, Fleet fleet, IReadOnlyList<double> away, CancellationToken cancellationToken)
    {
        var (checks, gaps) = (bench.Origin.Log.Requests, bench.Origin.Log.Gaps);
        await Task.Delay(TimeSpan.FromSeconds(IntervalSeconds + 5), TimeProvider.System, cancellationToken);
        await fleet.Client.RecheckAllAsync(cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(IntervalSeconds), TimeProvider.System, cancellationToken);
        var versions = bench.Origin.Log.VersionsOf(fleet.Count);
        var (lost, doubled) = (0, 0);
        for (var watch = 0; watch < fleet.Count; watch++)
        {
            var texts = StoredTexts.Of(watch, await fleet.Client.TextsAsync(fleet.Ids[watch], cancellationToken));
            lost += texts.Lost(versions[watch]);
            doubled += texts.Doubled;
        }

        Bench.Report(new
        {
            scenario = "soak",
            seconds = bench.Settings.Soak,
            watches = fleet.Count,
            intervalSeconds = IntervalSeconds,
            kills = away.Count,
            awaySeconds = new { p50 = away.Count == 0 ? 0 : Math.Round(Bench.Median(away), 2), longest = away.Count == 0 ? 0 : Math.Round(away.Max(), 2) },
            checks,
            longestBetweenChecksSeconds = Math.Round(gaps.Max(gap => gap.Gap.TotalSeconds), 1),
            versions = versions.Sum() + fleet.Count,
            lost,
            duplicated = doubled,
        });
        if (lost + doubled > 0)
            throw new RunRefusedException($"{lost} versions were lost, {doubled} stored twice.");
    }

    // Each page in its turn, so that every one stands for the same time.
    private static async Task ChangeAsync(Bench bench, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (var change = 1; !cancellationToken.IsCancellationRequested; change++)
        {
            var wait = TimeSpan.FromSeconds((double)StandingSeconds * change / Watches) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested)
                bench.Origin.Log.ChangeOne(change % Watches);
        }
    }

    private static async Task<IReadOnlyList<double>> KillAsync(Bench bench, OwnSystem system, CancellationToken over, CancellationToken cancellationToken)
    {
        var (dice, away) = (new Random(3), new List<double>());
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(bench.Settings.KillEvery), TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
                break;
            var part = system.Parts[dice.Next(system.Parts.Count)];
            var begin = Stopwatch.GetTimestamp();
            await system.KillAsync(part, cancellationToken);
            system.Start(part);
            await system.IsUpAsync(cancellationToken);
            away.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
            Bench.Say($"  killed {part}, back after {away[^1]:0.0} s");
        }

        return away;
    }
}
