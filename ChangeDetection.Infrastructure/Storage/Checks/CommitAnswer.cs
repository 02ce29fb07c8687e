using ChangeDetection.Core.Checks;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>What became of a result.</summary>
/// <param name="Verdict">Whether it is stored.</param>
/// <param name="Orders">Checks of the same host that waited for this one's end, to be queued now.</param>
public sealed record CommitAnswer(CommitVerdict Verdict, IReadOnlyList<CheckWatch> Orders);
