using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>A wanted check.</summary>
/// <param name="WatchId">The watch.</param>
/// <param name="Url">Its address.</param>
/// <param name="Priority">Who wants it.</param>
/// <param name="QueuedAt">Since when.</param>
/// <param name="IsParked">Whether it waits for its host.</param>
/// <param name="RunningSince">Since when a worker has it; null while it waits.</param>
public sealed record QueuedCheck(WatchId WatchId, string Url, CheckPriority Priority, DateTimeOffset QueuedAt, bool IsParked, DateTimeOffset? RunningSince);
