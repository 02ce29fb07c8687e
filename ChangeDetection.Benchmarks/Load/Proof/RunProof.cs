namespace ChangeDetection.Benchmarks.Load.Proof;

/// <summary>Whether a timed run did what it was timed for: every watch fetched, nothing failed, every change stored, and nothing stored that was none.</summary>
internal static class RunProof
{
    private const int MostTold = 5;

    /// <summary>Refuses the run unless all of it is proven.</summary>
    /// <param name="watches">What is known of each watch.</param>
    /// <param name="count">How many watches there have to be.</param>
    /// <exception cref="RunRefusedException">Something was not fetched or not stored.</exception>
    public static void Require(IReadOnlyCollection<ProvenWatch> watches, int count)
    {
        var problems = watches.Select(ProblemOf).OfType<string>().ToList();
        if (watches.Count != count)
            problems.Insert(0, $"The system has {watches.Count} of {count} watches.");
        if (problems.Count > 0)
            throw new RunRefusedException($"The run is not reported, {problems.Count} watches speak against it: {string.Join(' ', problems.Take(MostTold))}");
    }

    /// <summary>What speaks against the run; null for nothing.</summary>
    private static string? ProblemOf(ProvenWatch watch) => watch switch
    {
        { Fetches: 0 } => $"Watch {watch.Number} was not fetched.",
        { IsChecked: false } => $"Watch {watch.Number} was fetched, but its check is not stored.",
        { Error: { } error } => $"The check of watch {watch.Number} failed: {error}",
        { MustChange: true, HasChanged: false } => $"Watch {watch.Number} changed, and no change is stored.",
        { MustChange: false, HasChanged: true } => $"Watch {watch.Number} did not change, and a change is stored.",
        _ when watch.Stored < watch.Expected => $"Watch {watch.Number} has {watch.Stored} of {watch.Expected} versions: a change was not stored.",
        _ when watch.Stored > watch.Expected => $"Watch {watch.Number} has {watch.Stored} versions instead of {watch.Expected}: something was stored that was no change.",
        _ => null,
    };
}
