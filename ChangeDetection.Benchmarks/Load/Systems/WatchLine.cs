namespace ChangeDetection.Benchmarks.Load.Systems;

/// <summary>A watch as v1 tells of it.</summary>
/// <param name="Id">Its UUID.</param>
/// <param name="Url">Its address.</param>
/// <param name="LastChecked">When its last check began, in epoch seconds; 0 for never.</param>
/// <param name="LastError">What went wrong; null for nothing.</param>
/// <param name="Versions">How many versions are stored; -1 where a list does not say it.</param>
internal sealed record WatchLine(string Id, string Url, long LastChecked, string? LastError, int Versions);
