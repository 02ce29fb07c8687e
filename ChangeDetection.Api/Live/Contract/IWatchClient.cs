namespace ChangeDetection.Api.Live.Contract;

/// <summary>Everything the server tells a connected client. All of it is a hint that can be lost: numbers and prints show it, and following again mends it.</summary>
public interface IWatchClient
{
    /// <summary>The part of a list that the client shows has changed; sent at least every 2 seconds to a client that follows a view, if only to prove that both show the same.</summary>
    Task ListChanged(ListUpdate update);

    /// <summary>Watches changed or went away, wherever they are listed; for clients that keep a copy of everything.</summary>
    Task WatchesChanged(LiveChangesView changes);
}
