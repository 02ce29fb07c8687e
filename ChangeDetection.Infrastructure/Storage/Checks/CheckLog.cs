using System.Data.Common;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>What the last checks of each watch came to. The newest take the places of the oldest, so the log of a watch never grows beyond <see cref="Length"/>.</summary>
public sealed class CheckLog
{
    /// <summary>How many checks of a watch are remembered.</summary>
    public const int Length = 100;

    private const string Insert = "INSERT INTO check_log (watch_id, slot, number, started_at, milliseconds, outcome, failure, status, bytes, path, priority) VALUES ";

    private const string Overwrite = """
         ON CONFLICT (watch_id, slot) DO UPDATE SET number = excluded.number, started_at = excluded.started_at, milliseconds = excluded.milliseconds,
        outcome = excluded.outcome, failure = excluded.failure, status = excluded.status, bytes = excluded.bytes, path = excluded.path, priority = excluded.priority
        """;

    private readonly StoreContextFactory _contexts;

    internal CheckLog(StoreContextFactory contexts) => _contexts = contexts;

    /// <summary>The last checks of a watch, newest first.</summary>
    public async Task<IReadOnlyList<CheckLogEntry>> ReadAsync(WatchId id, int limit, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var rows = await context.CheckLog.Where(row => row.WatchId == id.Value).OrderByDescending(row => row.Number).Take(limit).ToListAsync(cancellationToken);
        return [.. rows.Select(ToEntry)];
    }

    /// <summary>Notes ended checks, in their transaction; a watch's count says the number of its check.</summary>
    internal static async Task AddAsync(StoreTransaction transaction, IReadOnlyList<(WatchRow Watch, CheckReport Report)> checks, CancellationToken cancellationToken)
    {
        if (checks.Count == 0)
            return;
        // Not by the tracker, which would have to read the oldest entry of each watch to write over it.
        var context = transaction.Context;
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        var text = new StringBuilder(Insert);
        foreach (var (watch, report) in checks)
            AddRow(command, text, ValuesOf(watch, report));
        command.CommandText = text.Append(Overwrite).ToString();
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static object?[] ValuesOf(WatchRow watch, CheckReport report) =>
    [
        watch.Id, (int)(watch.CheckCount % Length), watch.CheckCount, report.Lease.StartedAt.ToUnixTimeMilliseconds(), (long)report.Duration.TotalMilliseconds,
        (int)KindOf(report.Outcome), report.Outcome is CheckOutcome.Failed failed ? (int)failed.Failure : null, report.Fetch.Status, report.Fetch.Bytes,
        (int)report.Fetch.Path, (int)report.Lease.Job.Priority,
    ];

    private static void AddRow(DbCommand command, StringBuilder text, object?[] values)
    {
        text.Append(command.Parameters.Count == 0 ? '(' : ",(");
        for (var column = 0; column < values.Length; column++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{command.Parameters.Count}";
            parameter.Value = values[column] ?? DBNull.Value;
            command.Parameters.Add(parameter);
            text.Append(column == 0 ? "" : ",").Append(parameter.ParameterName);
        }

        text.Append(')');
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
