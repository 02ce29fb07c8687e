namespace ChangeDetection.Api.Operations;

/// <summary>What a clearing of the queue did.</summary>
/// <param name="Removed">How many waiting checks were called off.</param>
public sealed record QueueCleared(int Removed);
