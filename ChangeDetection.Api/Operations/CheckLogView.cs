using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.Checks;

namespace ChangeDetection.Api.Operations;

/// <summary>One ended check.</summary>
/// <param name="Number">Its number, counted over the watch's life.</param>
/// <param name="StartedAt">When it began, in epoch milliseconds.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Failure">The kind of failure, for a failed one.</param>
/// <param name="Status">The status of the answer; null when none came.</param>
/// <param name="Bytes">The size of the page after decompression; null when none came.</param>
/// <param name="Path">How far it had to go.</param>
/// <param name="Priority">Who wanted it.</param>
public sealed record CheckLogView(
    long Number, long StartedAt, long Milliseconds, OutcomeKind Outcome, CheckFailure? Failure, int? Status, long? Bytes, CheckPath Path, CheckPriority Priority)
{
    /// <summary>The entry for a check.</summary>
    public static CheckLogView From(CheckLogEntry entry) => new(
        entry.Number, entry.StartedAt.ToUnixTimeMilliseconds(), (long)entry.Duration.TotalMilliseconds, entry.Outcome, entry.Failure, entry.Status, entry.Bytes, entry.Path, entry.Priority);
}
