using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Api.Live.Following;
using ChangeDetection.Core.Listing;

namespace ChangeDetection.Api.Live;

/// <summary>Reads a part of a list: what was committed before the call is in it, whichever process committed it.</summary>
internal sealed class ListReader(IndexFeed feed, WatchIndex index, LiveSurroundings surroundings)
{
    public async Task<ListPartView> ReadAsync(ListQuery query, int first, int count, CancellationToken cancellationToken)
    {
        await feed.CatchUpAsync(cancellationToken);
        await surroundings.LearnAsync(cancellationToken);
        return View(index.Read(query, first, count), query);
    }

    /// <summary>The part after a cursor.</summary>
    public async Task<ListPartView> ReadAsync(ListQuery query, ListCursor after, int count, CancellationToken cancellationToken)
    {
        await feed.CatchUpAsync(cancellationToken);
        await surroundings.LearnAsync(cancellationToken);
        return View(index.ReadAfter(query, after.ToRow(), count), query);
    }

    private ListPartView View(ListPart part, ListQuery query) => ListPartView.Of(part, surroundings.Groups(index)) with
    {
        Next = part.Watches.Count > 0 && part.First + part.Watches.Count < part.Count ? ListCursor.After(part.Watches[^1], query).ToString() : null,
    };
}
