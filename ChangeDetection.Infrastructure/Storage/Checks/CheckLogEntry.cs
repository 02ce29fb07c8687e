using ChangeDetection.Core.Checks;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>One ended check.</summary>
/// <param name="Number">Its number, counted over the watch's life.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">From its start to its result.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Failure">The kind of failure, for a failed one.</param>
/// <param name="Status">The status of the answer; null when none came.</param>
/// <param name="Bytes">The size of the page after decompression; null when none came.</param>
/// <param name="Path">How far it had to go.</param>
/// <param name="Priority">Who wanted it.</param>
public sealed record CheckLogEntry(
    long Number, DateTimeOffset StartedAt, TimeSpan Duration, OutcomeKind Outcome, CheckFailure? Failure, int? Status, long? Bytes, CheckPath Path, CheckPriority Priority);
