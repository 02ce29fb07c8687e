using System.Text.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>Writes results: state, version and due time of each together or not at all.</summary>
internal static class CheckCommit
{
    public static async Task<IReadOnlyList<CommitAnswer>> StoreAsync(StoreTransaction transaction, IReadOnlyList<PackedReport> reports, CancellationToken cancellationToken)
    {
        var rows = (await transaction.LockWatchesAsync([.. reports.Select(packed => packed.Report.Lease.Watch.Id.Value).Distinct()], cancellationToken)).ToDictionary(row => row.Id);
        var answers = Enumerable.Repeat(new CommitAnswer(CommitVerdict.Superseded, []), reports.Count).ToArray();
        var stored = new List<(WatchRow Row, CheckReport Report)>(reports.Count);
        for (var place = 0; place < reports.Count; place++)
        {
            // A lease that is over has its result: the write is repeated because the database went away before it could say so.
            var report = reports[place].Report;
            if (!rows.TryGetValue(report.Lease.Watch.Id.Value, out var row) || row.Fence != report.Lease.Fence || row.LeaseOwner is null)
                continue;
            await StoreAsync(transaction, row, reports[place], cancellationToken);
            answers[place] = new CommitAnswer(CommitVerdict.Stored, []);
            stored.Add((row, report));
        }

        await CheckLog.AddAsync(transaction, stored, cancellationToken);
        // Whoever is told of them first puts them into the queue.
        if (await PassOnAsync(transaction, stored, cancellationToken) is { Count: > 0 } orders)
            answers[Array.FindIndex(answers, answer => answer.Verdict is CommitVerdict.Stored)] = new CommitAnswer(CommitVerdict.Stored, orders);
        return answers;
    }

    private static async Task StoreAsync(StoreTransaction transaction, WatchRow row, PackedReport packed, CancellationToken cancellationToken)
    {
        var report = packed.Report;
        EndLease(row, report);
        Remember(row, report);
        switch (report.Outcome)
        {
            case CheckOutcome.Unchanged unchanged:
                Accept(row, unchanged.Checksum, report.Facts);
                break;
            case CheckOutcome.Changed changed:
                Accept(row, changed.Checksum, report.Facts);
                await AddVersionAsync(transaction, row, packed.Version!, changed.Checksum, report, cancellationToken);
                break;
            case CheckOutcome.Blocked blocked:
                await BlockAsync(transaction, row, blocked, report, cancellationToken);
                break;
            case CheckOutcome.Failed failed:
                row.Failure = (int)failed.Failure;
                row.LastError = StorableText.Of(failed.Detail);
                break;
        }

        if (report.Verdict?.SeenText is { } seen)
            await SeeAsync(transaction.Context, row.Id, seen, cancellationToken);
    }

    /// <summary>The free places of the hosts go to checks that waited for them, unless a host asked to be left alone.</summary>
    private static async Task<IReadOnlyList<CheckWatch>> PassOnAsync(
        StoreTransaction transaction, IReadOnlyList<(WatchRow Row, CheckReport Report)> stored, CancellationToken cancellationToken)
    {
        foreach (var (row, report) in stored)
        {
            if (report.Fetch.HostPause is { } pause)
                await HostTurns.HoldAsync(transaction, row.Host, pause, cancellationToken);
        }

        var ended = stored.Select(one => one.Row.Host).Distinct().ToArray();
        var hosts = await transaction.Context.Queries.Parked(transaction.Context, ended).ToArrayAsync(cancellationToken);
        if (hosts.Length == 0)
            return [];
        // The ended checks have to be seen as ended.
        await transaction.SaveAsync(cancellationToken);
        var turns = await HostTurns.ReadAsync(transaction, hosts, cancellationToken);
        var orders = new List<CheckWatch>();
        foreach (var host in hosts)
            orders.AddRange(await turns.UnparkAsync(host, cancellationToken));
        return orders;
    }

    private static void EndLease(WatchRow row, CheckReport report)
    {
        row.QueuedAt = null;
        row.LeaseOwner = null;
        row.CheckingSince = null;
        row.ForgetDeaths();
        row.ScheduleVersion = report.ScheduleVersion;
        row.LastCheckedAt = report.Lease.StartedAt.ToUnixTimeMilliseconds();
        row.NextCheckAt = report.NextCheckAt.ToUnixTimeMilliseconds();
        row.FetchMilliseconds = (long)report.Duration.TotalMilliseconds;
        row.CheckCount++;
        row.ContentType = StorableText.Of(report.Facts.ContentType) ?? row.ContentType;
        row.RemoteServer = StorableText.Of(report.Facts.Server) ?? row.RemoteServer;
    }

    private static void Remember(WatchRow row, CheckReport report)
    {
        row.BlockedBy = null;
        row.BlockedReason = null;
        row.RawChecksum = report.Verdict?.RawChecksum;
        row.RulesFingerprint = report.Verdict?.RulesFingerprint;
        row.Offer = report.Verdict?.Offer is { } offer ? OfferJson.Write(offer) : row.Offer;
        // After a failure the page itself must be seen again.
        row.Validators = report is { Outcome: not CheckOutcome.Failed, Fetch.Validators: { } validators } ? JsonSerializer.Serialize(validators) : null;
        row.NotModifiedCount = report.Fetch.Path is CheckPath.NotModified ? row.NotModifiedCount + 1 : 0;
    }

    private static void Accept(WatchRow row, string checksum, PageFacts facts)
    {
        row.Failure = null;
        row.LastError = null;
        row.PreviousChecksum = checksum;
        row.PageTitle = StorableText.Of(facts.Title) ?? row.PageTitle;
    }

    // The checksum accepted before stays; the first page is a version all the same, so that there is something to look at (peer behaviour, section 3.3).
    private static async Task BlockAsync(
        StoreTransaction transaction, WatchRow row, CheckOutcome.Blocked blocked, CheckReport report, CancellationToken cancellationToken)
    {
        row.Failure = null;
        row.LastError = null;
        row.PageTitle = StorableText.Of(report.Facts.Title) ?? row.PageTitle;
        row.BlockedBy = (int)blocked.Rule;
        row.BlockedReason = StorableText.Of(blocked.Detail);
        if (row.SnapshotCount == 0)
            await AddVersionAsync(transaction, row, Content.Pack(blocked.Text), checksum: "", report, cancellationToken);
    }

    private static async Task SeeAsync(StoreContext context, Guid watchId, string text, CancellationToken cancellationToken)
    {
        var content = Content.Pack(text);
        if (await context.SeenTexts.AsTracking().FirstOrDefaultAsync(row => row.WatchId == watchId, cancellationToken) is not { } seen)
            context.SeenTexts.Add(new SeenTextRow { WatchId = watchId, Hash = content.Hash, Encoding = content.Encoding, Length = content.Length, Bytes = content.Bytes });
        else if (!seen.Hash.AsSpan().SequenceEqual(content.Hash))
            (seen.Hash, seen.Encoding, seen.Length, seen.Bytes) = (content.Hash, content.Encoding, content.Length, content.Bytes);
    }

    private static async Task AddVersionAsync(
        StoreTransaction transaction, WatchRow row, ContentRow content, string checksum, CheckReport report, CancellationToken cancellationToken)
    {
        await Content.AddAsync(transaction.Context, content, cancellationToken);
        // Version keys are whole seconds and strictly rising, whatever the clock does.
        var takenAt = Math.Max(report.Lease.StartedAt.ToUnixTimeSeconds(), row.NewestSnapshotAt is { } newest ? newest / 1000 + 1 : 0);
        row.NewestSnapshotNumber++;
        row.SnapshotCount++;
        row.NewestSnapshotAt = takenAt * 1000;
        if (row.SnapshotCount >= 2)
            row.LastChangedAt = row.NewestSnapshotAt;
        row.JudgeUnread();
        transaction.Context.Snapshots.Add(new SnapshotRow
        {
            WatchId = row.Id,
            Number = row.NewestSnapshotNumber,
            TakenAt = takenAt,
            ContentHash = content.Hash,
            Checksum = checksum,
            Price = report.Verdict?.Offer?.Price,
        });
    }
}
