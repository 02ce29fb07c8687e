using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Storage.Watches;

/// <summary>Some watches and where the next ones begin.</summary>
/// <param name="Watches">The watches.</param>
/// <param name="Next">The cursor of the next page, or null when this is the last.</param>
public sealed record WatchPage(IReadOnlyList<Watch> Watches, WatchCursor? Next);
