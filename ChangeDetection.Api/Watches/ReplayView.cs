using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.History;

namespace ChangeDetection.Api.Watches;

/// <summary>A past version as other rules would have judged it.</summary>
/// <param name="Number">The version's number.</param>
/// <param name="TakenAt">When the check that found it began.</param>
/// <param name="Outcome"><c>changed</c>, <c>unchanged</c>, <c>blocked</c> or <c>failed</c>.</param>
/// <param name="Detail">What a person reads about a blocked or failed one, else null.</param>
public sealed record ReplayView(int Number, DateTimeOffset TakenAt, string Outcome, string? Detail)
{
    /// <summary>The view of a version and its new outcome.</summary>
    public static ReplayView Of(Snapshot version, CheckOutcome outcome)
    {
        var (word, detail) = outcome switch
        {
            CheckOutcome.Changed => ("changed", null),
            CheckOutcome.Blocked blocked => ("blocked", blocked.Detail),
            CheckOutcome.Failed failed => ("failed", failed.Detail),
            _ => ("unchanged", (string?)null),
        };
        return new ReplayView(version.Number, version.TakenAt, word, detail);
    }
}
