using ChangeDetection.Core.Listing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Live;

namespace ChangeDetection.Api.Live.Following;

/// <summary>Keeps the index of watches equal to the store: reads what changed since the index' own number and nothing else.</summary>
internal sealed class IndexFeed(WatchIndex index, ChangeFeed feed) : IDisposable
{
    private const int Limit = 2000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile IndexStep? _lastStep;

    /// <summary>The number up to which the index is right.</summary>
    public long Revision => index.Revision;

    /// <summary>The last changes taken in; null before the first after the start.</summary>
    public IndexStep? LastStep => _lastStep;

    /// <summary>Brings the index to the store's present state: what was committed before the call is in it afterwards.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (epoch, revision) = await feed.ReadPositionAsync(cancellationToken);
            if (epoch != index.Epoch)
                await LoadAsync(revision, cancellationToken);
            else if (revision != index.Revision)
                await AdvanceAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The same for one who can make do with the state of a moment ago while the store is away.</summary>
    public async Task TryCatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CatchUpAsync(cancellationToken);
        }
        catch (Exception failure) when (StoreTroubles.Of(failure) is not null)
        {
            // The page says by a notice of its own that the store is away.
        }
    }

    public void Dispose() => _turn.Dispose();

    // All watches of a store not known yet; what was removed before is of no interest.
    private async Task LoadAsync(long head, CancellationToken cancellationToken)
    {
        index.Clear();
        for (var (hasMore, after) = (true, 0L); hasMore; after = index.Revision)
        {
            var changes = await feed.ReadAsync(after, head, Limit, cancellationToken);
            index.Apply(changes);
            hasMore = changes.HasMore;
        }
    }

    private async Task AdvanceAsync(CancellationToken cancellationToken)
    {
        for (var hasMore = true; hasMore;)
        {
            var changes = await feed.ReadAsync(index.Revision, Limit, cancellationToken);
            index.Apply(changes);
            _lastStep = new IndexStep(changes, ChangesFollower.Serialized(changes));
            hasMore = changes.HasMore;
        }
    }
}
