namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>What a consumer learns from its own heartbeat.</summary>
/// <param name="Counters">The counters of all consumers, empty for one that never beat.</param>
/// <param name="OwnEntries">The entries that Redis counts as delivered to this consumer.</param>
internal sealed record Heartbeat(IReadOnlyDictionary<string, string> Counters, IReadOnlyList<string> OwnEntries);
