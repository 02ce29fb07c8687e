namespace ChangeDetection.Core.Scheduling;

/// <summary>The window that opens on one weekday, by the clock on the wall.</summary>
/// <param name="Start">Time of day at which it opens.</param>
/// <param name="Duration">How long it stays open, past midnight if need be; zero never opens.</param>
internal readonly record struct DayWindow(TimeSpan Start, TimeSpan Duration);
