namespace ChangeDetection.Api.Operations;

/// <summary>The queue with a part of what waits.</summary>
/// <param name="IsQueuePaused">Whether workers take nothing.</param>
/// <param name="IsSchedulePaused">Whether the schedule adds nothing.</param>
/// <param name="Waiting">How many checks wait.</param>
/// <param name="WaitingForHost">How many of them wait for their host.</param>
/// <param name="Workers">How many checks the workers run at once.</param>
/// <param name="Running">What runs, longest first.</param>
/// <param name="Next">What waits, in the order in which it is served.</param>
public sealed record QueueView(
    bool IsQueuePaused, bool IsSchedulePaused, int Waiting, int WaitingForHost, int Workers, IReadOnlyList<QueueEntry> Running, IReadOnlyList<QueueEntry> Next);
