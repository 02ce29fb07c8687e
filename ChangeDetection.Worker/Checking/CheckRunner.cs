using System.Diagnostics;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Extraction.Json;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Worker.Fetching;
using ChangeDetection.Worker.Icons;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Checking;

/// <summary>One check of one watch: fetch, judge, commit. The commit announces.</summary>
internal sealed class CheckRunner(
    PageFetcher fetcher, CheckLedger ledger, SnapshotArchive archive, IFactChannel facts, IJq jq, IconSeeker icons, ScheduleDefaults defaults,
    IOptions<CheckOptions> options, TimeProvider clock, ILogger<CheckRunner> logger)
{
    private const int MostNotModified = 9;

    /// <summary>Runs the check; null when it was stopped before it had a result.</summary>
    /// <param name="lease">The right to it.</param>
    /// <param name="judged">Called when the page is judged and only the storing is left.</param>
    /// <param name="cancellationToken">Stops it before it has a result; what has one is stored.</param>
    public async Task<CommitAnswer?> RunAsync(CheckLease lease, Action judged, CancellationToken cancellationToken)
    {
        using var activity = StartTrace(lease);
        var started = clock.GetTimestamp();
        if (lease.Job.Priority == CheckPriority.Scheduled)
            Telemetry.DueLag.Record(Math.Max(0, (lease.StartedAt - lease.Watch.State.NextCheckAt).TotalSeconds));
        var (global, damage) = (lease.Global, lease.GlobalDamage);
        var next = CheckSchedule.Next(lease.Watch.Id, GroupMembership.Join(lease.Watch.Url, lease.Watch.Settings, global.Groups), global, defaults, lease.StartedAt);
        lease = lease with { Watch = lease.Watch with { Settings = EffectiveSettings.Of(lease.Watch.Url, lease.Watch.Settings, global.Groups) } };
        if ((damage is null ? await JudgeAsync(lease, global, next.Problem, cancellationToken) : Judged.Not(new FetchResult.Failed(CheckFailure.Internal, damage))) is not { } found)
            return null;
        var report = new CheckReport(lease, found.Outcome, found.Facts, clock.GetElapsedTime(started), next.At)
        {
            Verdict = found.Verdict,
            Fetch = found.Fetch,
            ScheduleVersion = global.ScheduleVersion,
        };
        judged();
        var answer = await CommitAsync(report);
        Count(report, answer.Verdict, activity);
        if (answer.Verdict is CommitVerdict.Stored && found.Page is { } page)
            icons.Seek(lease.Watch, global, page);
        return answer;
    }

    private async Task<Judged?> JudgeAsync(CheckLease lease, GlobalSettings global, string? scheduleProblem, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        // A person who asks is served; the schedule itself can only say what is wrong with it.
        if (lease.Job.Priority == CheckPriority.Scheduled && scheduleProblem is { } problem)
            return Judged.Not(new FetchResult.Failed(CheckFailure.InvalidSchedule, problem));
        try
        {
            await NoteAsync(lease, "Fetching...", both.Token);
            var input = InputOf(lease, global);
            var fetched = await FetchAsync(new FetchOrder(lease.Watch, global, Known(lease.Watch.State, input)), both.Token);
            FaultPoint.Pass(FaultPoints.AfterFetch, lease.Watch.Url);
            switch (fetched)
            {
                case FetchResult.Page page:
                    await NoteAsync(lease, "Applying filters...", both.Token);
                    return Extract(lease, input with { Content = page.Content }, page);
                case FetchResult.NotModified same:
                    return Judged.Of(PageJudge.NotModified(input), same);
                default:
                    return Judged.Not((FetchResult.Failed)fetched);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Judged.Not(new FetchResult.Failed(CheckFailure.TimedOut, $"The check took longer than {options.Value.Deadline.TotalSeconds:0} seconds and was stopped."));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private CheckInput InputOf(CheckLease lease, GlobalSettings global) => new()
    {
        Content = PageContent.None,
        Settings = lease.Watch.Settings,
        Global = global,
        Baseline = lease.Watch.State.ToBaseline(),
        History = archive.HistoryOf(lease.Watch.Id),
        Jq = jq,
        IsSource = lease.Watch.IsSource,
        Clock = clock,
    };

    // Now and then the page itself is looked at: some sites say "not modified" for ever.
    private static PageValidators? Known(WatchState state, CheckInput input) =>
        state.NotModifiedCount < MostNotModified && PageJudge.MayAskIfModified(input) ? state.Validators : null;

    private async Task<FetchResult> FetchAsync(FetchOrder order, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity("watch.fetch");
        var started = clock.GetTimestamp();
        var result = await TryFetchAsync(order, cancellationToken);
        Telemetry.FetchDuration.Record(clock.GetElapsedTime(started).TotalSeconds);
        activity?.SetTag("fetch.result", result is FetchResult.Failed failed ? failed.Failure.ToString() : result.GetType().Name);
        return result;
    }

    private async Task<FetchResult> TryFetchAsync(FetchOrder order, CancellationToken cancellationToken)
    {
        if (order.Watch.SettingsProblem is { } problem)
            return new FetchResult.Failed(CheckFailure.Internal, problem);
        if (FetchProblems.LostSecrets(order) is { } lost)
            return lost;
#pragma warning disable CA1031 // Whatever a watch makes the client stumble over is that watch's failure, shown on its row; unnamed it would be tried again for ever.
        try
        {
            return await fetcher.FetchAsync(order, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.CheckBroke(order.Watch.Id, failure);
            return new FetchResult.Failed(CheckFailure.Internal, "The page could not be fetched; the log of the worker says why.");
        }
#pragma warning restore CA1031
    }

    private Judged Extract(CheckLease lease, CheckInput input, FetchResult.Page page)
    {
        using var activity = Telemetry.Source.StartActivity("watch.extract");
#pragma warning disable CA1031 // A page that breaks the engine is that watch's failure, shown on its row, and nobody else's.
        var started = clock.GetTimestamp();
        try
        {
            var judged = Judged.Of(PageJudge.Judge(input), page);
            Telemetry.JudgeDuration.Record(clock.GetElapsedTime(started).TotalSeconds);
            return judged;
        }
        catch (Exception failure)
        {
            logger.CheckBroke(lease.Watch.Id, failure);
            return Judged.Broken(page);
        }
#pragma warning restore CA1031
    }

    private async Task<CommitAnswer> CommitAsync(CheckReport report)
    {
        using var activity = Telemetry.Source.StartActivity("watch.commit");
        FaultPoint.Pass(FaultPoints.BeforeCommit, report.Lease.Watch.Url);
        // A finished check is stored even while the process stops.
        return await ledger.CommitAsync(report, CancellationToken.None);
    }

    private Task NoteAsync(CheckLease lease, string status, CancellationToken cancellationToken) =>
        facts.PublishAsync(new LiveFact.StatusNoted(lease.Watch.Id, status), cancellationToken);

    private static Activity? StartTrace(CheckLease lease)
    {
        ActivityContext.TryParse(lease.Job.TraceParent, null, isRemote: true, out var parent);
        return Telemetry.Source.StartActivity("watch.dequeue", ActivityKind.Consumer, parent)?
            .SetTag("watch.id", lease.Watch.Id.ToString()).SetTag("watch.job", lease.Job.Job);
    }

    private void Count(CheckReport report, CommitVerdict verdict, Activity? activity)
    {
        var id = report.Lease.Watch.Id;
        var outcome = report.Outcome is CheckOutcome.Failed failed ? failed.Failure.ToString() : report.Outcome.GetType().Name;
        activity?.SetTag("check.outcome", outcome).SetTag("check.verdict", verdict.ToString());
        if (verdict is CommitVerdict.Superseded)
        {
            Telemetry.Superseded.Add(1);
            logger.ResultSuperseded(id);
            return;
        }

        Telemetry.Checks.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        Telemetry.CheckDuration.Record(report.Duration.TotalSeconds);
        if (report.Outcome is CheckOutcome.Changed && report.Lease.Watch.State.SnapshotCount > 0)
            logger.ChangeFound(id);
        if (report.Outcome is CheckOutcome.Failed broken)
            logger.CheckFailed(id, broken.Failure);
    }
}
