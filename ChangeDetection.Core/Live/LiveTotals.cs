namespace ChangeDetection.Core.Live;

/// <summary>Counts over all watches, kept by the store with every change and never found by scanning.</summary>
/// <param name="Watches">All watches.</param>
/// <param name="Unread">Watches with a change nobody has looked at.</param>
/// <param name="Errors">Watches whose last check failed.</param>
/// <param name="Paused">Watches whose scheduled checks are off.</param>
/// <param name="Queued">Watches that wait for a worker.</param>
/// <param name="Checking">Watches being checked.</param>
public sealed record LiveTotals(int Watches, int Unread, int Errors, int Paused, int Queued, int Checking);
