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
    public static async Task<CommitVerdict> StoreAsync(StoreTransaction transaction, CheckReport report, CancellationToken cancellationToken)
    {
        if (await transaction.LockWatchAsync(report.Lease.Watch.Id.Value, cancellationToken) is not { } row || row.Fence != report.Lease.Fence)
            return CommitVerdict.Superseded;
        EndLease(row, report);
        switch (report.Outcome)
        {
            case CheckOutcome.Unchanged unchanged:
                Accept(row, unchanged.Checksum, report.Facts);
                break;
            case CheckOutcome.Changed changed:
                Accept(row, changed.Checksum, report.Facts);
                await AddVersionAsync(transaction, row, changed, report.Lease.StartedAt, cancellationToken);
                break;
            case CheckOutcome.Failed failed:
                row.Failure = (int)failed.Failure;
                row.LastError = StorableText.Of(failed.Detail);
                break;
        }

        return CommitVerdict.Stored;
    }

    private static void EndLease(WatchRow row, CheckReport report)
    {
        row.QueuedAt = null;
        row.LeaseOwner = null;
        row.CheckingSince = null;
        row.LastCheckedAt = report.Lease.StartedAt.ToUnixTimeMilliseconds();
        row.NextCheckAt = report.NextCheckAt.ToUnixTimeMilliseconds();
        row.FetchMilliseconds = (long)report.Duration.TotalMilliseconds;
        row.CheckCount++;
        row.ContentType = StorableText.Of(report.Facts.ContentType) ?? row.ContentType;
        row.RemoteServer = StorableText.Of(report.Facts.Server) ?? row.RemoteServer;
    }

    private static void Accept(WatchRow row, string checksum, PageFacts facts)
    {
        row.Failure = null;
        row.LastError = null;
        row.PreviousChecksum = checksum;
        row.PageTitle = StorableText.Of(facts.Title) ?? row.PageTitle;
    }

    private static async Task AddVersionAsync(
        StoreTransaction transaction, WatchRow row, CheckOutcome.Changed changed, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var content = Content.Pack(changed.Text);
        await AddContentAsync(transaction.Context, content, cancellationToken);
        // Version keys are whole seconds and strictly rising, whatever the clock does.
        var takenAt = Math.Max(startedAt.ToUnixTimeSeconds(), row.NewestSnapshotAt is { } newest ? newest / 1000 + 1 : 0);
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
        });
    }

    private static Task AddContentAsync(StoreContext context, ContentRow content, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"INSERT INTO contents (hash, encoding, length, bytes) VALUES ({content.Hash}, {content.Encoding}, {content.Length}, {content.Bytes}) ON CONFLICT (hash) DO NOTHING",
            cancellationToken);
}
