namespace ChangeDetection.Api.Live;

/// <summary>Everything the server tells a connected page. All of it is a hint that can be lost: numbers show the gap, and REST or Follow fills it.</summary>
public interface IWatchClient
{
    /// <summary>Rows changed or gone since <c>from</c>; a page whose own number is lower than that has missed something and asks Follow.</summary>
    Task WatchesChanged(LiveChangesView changes);

    /// <summary>A word about a running check, such as <c>Fetching...</c>; replaced by the next one, void when the row changes.</summary>
    Task StatusNoted(string watchId, string status);

    /// <summary>What people should know about the system itself now; empty when all is well.</summary>
    Task NoticesChanged(IReadOnlyList<string> notices);
}
