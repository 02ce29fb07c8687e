using System.Text.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>Writes one result: state, version and due time together or not at all.</summary>
internal static class CheckCommit
{
    public static async Task<CommitAnswer> StoreAsync(StoreTransaction transaction, CheckReport report, CancellationToken cancellationToken)
    {
        // A lease that is over has its result: the write is repeated because the database went away before it could say so.
        if (await transaction.LockWatchAsync(report.Lease.Watch.Id.Value, cancellationToken) is not { } row || row.Fence != report.Lease.Fence || row.LeaseOwner is null)
            return new CommitAnswer(CommitVerdict.Superseded, []);
        EndLease(row, report);
        Remember(row, report);
        switch (report.Outcome)
        {
            case CheckOutcome.Unchanged unchanged:
                Accept(row, unchanged.Checksum, report.Facts);
                break;
            case CheckOutcome.Changed changed:
                Accept(row, changed.Checksum, report.Facts);
                await AddVersionAsync(transaction, row, changed, report, cancellationToken);
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
        await CheckLog.AddAsync(transaction.Context, row, report, cancellationToken);
        return new CommitAnswer(CommitVerdict.Stored, await PassOnAsync(transaction, row.Host, report, cancellationToken));
    }

    /// <summary>The host's free place goes to a check that waited for it, unless the host asked to be left alone.</summary>
    private static async Task<IReadOnlyList<CheckWatch>> PassOnAsync(StoreTransaction transaction, string host, CheckReport report, CancellationToken cancellationToken)
    {
        if (report.Fetch.HostPause is { } pause)
            await HostTurns.HoldAsync(transaction, host, pause, cancellationToken);
        if (!await transaction.Context.Watches.AnyAsync(row => row.IsParked && row.Host == host, cancellationToken))
            return [];
        // The ended check has to be seen as ended.
        await transaction.SaveAsync(cancellationToken);
        var turns = await HostTurns.ReadAsync(transaction, [host], cancellationToken);
        return await turns.UnparkAsync(host, cancellationToken);
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
            await AddVersionAsync(transaction, row, new CheckOutcome.Changed(blocked.Text, ""), report, cancellationToken);
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
        StoreTransaction transaction, WatchRow row, CheckOutcome.Changed changed, CheckReport report, CancellationToken cancellationToken)
    {
        var content = Content.Pack(changed.Text);
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
            Checksum = changed.Checksum,
            Price = report.Verdict?.Offer?.Price,
        });
    }
}
