namespace ChangeDetection.Tests.Faults;

/// <summary>Compares what is left after a run with what was promised. It reads logs and nothing else.</summary>
internal static class FaultChecker
{
    /// <summary>Every broken promise as a sentence.</summary>
    public static IReadOnlyList<string> Problems(FaultLogs logs) => [.. LostWrites(logs), .. WrongVersions(logs), .. LongGaps(logs)];

    private static IEnumerable<string> LostWrites(FaultLogs logs)
    {
        foreach (var (thing, value) in logs.Acknowledged)
        {
            var shown = logs.Visible.GetValueOrDefault(thing);
            if (shown != value)
                yield return $"{thing}: acknowledged as {value ?? "deleted"}, shown as {shown ?? "nothing"}";
        }
    }

    private static IEnumerable<string> WrongVersions(FaultLogs logs)
    {
        foreach (var (page, stored) in logs.Stored)
        {
            var served = logs.Served.Where(one => one.Page == page).Select(one => one.Version).ToList();
            foreach (var invented in stored.Except(served))
                yield return $"{page}: version {invented} is stored and was never served";
            foreach (var (earlier, later) in stored.Zip(stored.Skip(1)).Where(pair => pair.Second <= pair.First))
                yield return $"{page}: version {later} is stored {(later == earlier ? "twice" : $"after version {earlier}")}";
            if (served.Count > 0 && (stored.Count == 0 || stored[^1] != served[^1]))
                yield return $"{page}: version {served[^1]} was served last and {(stored.Count == 0 ? "nothing" : $"version {stored[^1]}")} is stored last";
            if (logs.Changes.TryGetValue(page, out var changes) && changes != stored.Count)
                yield return $"{page}: {changes} checks found a change and {stored.Count} versions are stored";
        }
    }

    private static IEnumerable<string> LongGaps(FaultLogs logs)
    {
        if (logs.EndedAt is not { } end)
            yield break;
        foreach (var page in logs.Served.GroupBy(one => one.Page))
        {
            var stamps = page.Select(one => one.At).Append(end).ToList();
            var longest = stamps.Zip(stamps.Skip(1)).Max(pair => pair.Second - pair.First);
            if (longest > logs.LongestGap)
                yield return $"{page.Key}: not looked at for {longest.TotalSeconds:0.0} s; {logs.LongestGap.TotalSeconds:0.0} s are allowed";
        }
    }
}
