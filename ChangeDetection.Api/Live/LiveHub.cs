using ChangeDetection.Infrastructure.Storage.Live;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live;

/// <summary>The live connection of a page: it follows the list from a number on and asks for what it missed.</summary>
public sealed class LiveHub(ChangeFeed feed, SystemNotices notices) : Hub<IWatchClient>
{
    /// <summary>The most rows in one answer.</summary>
    public const int Limit = 500;

    /// <summary>The group of connections that show the list.</summary>
    internal const string List = "list";

    /// <summary>Joins the followers of the list and gives what changed after a number.</summary>
    /// <param name="epoch">The store the page's number belongs to, or null when it has none.</param>
    /// <param name="since">The page's number.</param>
    public async Task<LiveChangesView> Follow(string? epoch, long since)
    {
        // First join, then read: what happens in between is told twice rather than never.
        await Groups.AddToGroupAsync(Context.ConnectionId, List, Context.ConnectionAborted);
        await Clients.Caller.NoticesChanged(notices.Current);
        var changes = await feed.ReadAsync(Math.Max(0, since), Limit, Context.ConnectionAborted);
        var isOurs = epoch == changes.Epoch && since >= 0 && since <= changes.To;
        return isOurs ? LiveChangesView.Of(changes) : LiveChangesView.Afresh(changes);
    }
}
