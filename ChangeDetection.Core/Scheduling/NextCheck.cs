namespace ChangeDetection.Core.Scheduling;

/// <summary>When a watch is due next.</summary>
/// <param name="At">The moment, in UTC.</param>
/// <param name="Problem">What is wrong with the watch's schedule, in words for a person; null when nothing is.</param>
public readonly record struct NextCheck(DateTimeOffset At, string? Problem);
