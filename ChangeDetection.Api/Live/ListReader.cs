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
        return ListPartView.Of(index.Read(query, first, count), surroundings.Groups(index));
    }
}
