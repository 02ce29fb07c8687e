namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>A consumer taken for dead.</summary>
/// <param name="Name">Its name in the group.</param>
/// <param name="Counter">Where its heartbeat stands, empty if it has none. Whoever acts on the death checks that it still stands there.</param>
public sealed record SilentOne(string Name, string Counter);
