using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>What the last checks of each watch came to. The newest take the places of the oldest, so the log of a watch never grows beyond <see cref="Length"/>.</summary>
public sealed class CheckLog
{
    /// <summary>How many checks of a watch are remembered.</summary>
    public const int Length = 100;

    private readonly StoreContextFactory _contexts;

    internal CheckLog(StoreContextFactory contexts) => _contexts = contexts;

    /// <summary>The last checks of a watch, newest first.</summary>
    public async Task<IReadOnlyList<CheckLogEntry>> ReadAsync(WatchId id, int limit, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var rows = await context.CheckLog.Where(row => row.WatchId == id.Value).OrderByDescending(row => row.Number).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(ToEntry)];
    }

    /// <summary>Notes an ended check, in its transaction; the watch's count says its number.</summary>
    internal static async Task AddAsync(StoreContext context, WatchRow watch, CheckReport report, CancellationToken cancellationToken)
    {
        var slot = (int)(watch.CheckCount % Length);
        var row = watch.CheckCount > Length
            ? await context.CheckLog.AsTracking().FirstOrDefaultAsync(entry => entry.WatchId == watch.Id && entry.Slot == slot, cancellationToken)
            : null;
        if (row is null)
            context.CheckLog.Add(row = new CheckLogRow { WatchId = watch.Id, Slot = slot });
        row.Number = watch.CheckCount;
        row.StartedAt = report.Lease.StartedAt.ToUnixTimeMilliseconds();
        row.Milliseconds = (long)report.Duration.TotalMilliseconds;
        row.Outcome = (int)KindOf(report.Outcome);
        row.Failure = report.Outcome is CheckOutcome.Failed failed ? (int)failed.Failure : null;
        row.Status = report.Fetch.Status;
        row.Bytes = report.Fetch.Bytes;
        row.Path = (int)report.Fetch.Path;
        row.Priority = (int)report.Lease.Job.Priority;
    }

    private static OutcomeKind KindOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Unchanged => OutcomeKind.Unchanged,
        CheckOutcome.Changed => OutcomeKind.Changed,
        CheckOutcome.Blocked => OutcomeKind.Blocked,
        _ => OutcomeKind.Failed,
    };

    private static CheckLogEntry ToEntry(CheckLogRow row) => new(
        row.Number, DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt), TimeSpan.FromMilliseconds(row.Milliseconds),
        (OutcomeKind)row.Outcome, (CheckFailure?)row.Failure, row.Status, row.Bytes, (CheckPath)row.Path, (CheckPriority)row.Priority);
}
