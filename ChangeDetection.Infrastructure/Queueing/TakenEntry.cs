namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>An entry as it comes out of a stream, its order not yet read.</summary>
internal sealed record TakenEntry(string EntryId, string Order, bool IsTakenOver);
