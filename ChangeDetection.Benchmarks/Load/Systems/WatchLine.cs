namespace ChangeDetection.Benchmarks.Load.Systems;

/// <summary>A watch as v1 tells of it.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="Url">Its address.</param>
/// <param name="LastChecked">When its last check began, in epoch seconds; 0 for never.</param>
/// <param name="LastChanged">When its newest version was taken, in epoch seconds; 0 with fewer than two.</param>
/// <param name="LastError">What went wrong; null for nothing.</param>
/// <param name="Versions">How many versions are stored; null where a list does not say it.</param>
internal sealed record WatchLine(string Id, string Url, long LastChecked, long LastChanged, string? LastError, int? Versions);
