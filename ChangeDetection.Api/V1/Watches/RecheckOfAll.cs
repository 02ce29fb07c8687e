using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>Asks for a check of every watch, paused ones too, in batches that leave room for other writers.</summary>
internal sealed class RecheckOfAll(WatchCatalog catalog, CheckRequests requests, IHostApplicationLifetime lifetime)
{
    private const int Many = 20;
    private const int BatchSize = 500;

    /// <summary>
    /// Answers when all wishes are stored, although clients are told of the background from twenty watches on: an answer means committed.
    /// A client that stops waiting still gets what it asked for.
    /// </summary>
    public async Task<V1Answer> RunAsync(CancellationToken cancellationToken) => await RunAsync(await catalog.ListIdsAsync(cancellationToken));

    /// <summary>The same for the watches of a tag that are not paused, the one checked longest ago first.</summary>
    public async Task<V1Answer> RunAsync(WatchGroup group, CancellationToken cancellationToken)
    {
        var watches = await catalog.ListAsync(cancellationToken);
        var ids = watches
            .Where(watch => !watch.IsPaused && GroupMembership.Of(watch.Url, watch.Settings.Tags, [group]).Count > 0)
            .OrderBy(watch => watch.State.LastCheckedAt ?? DateTimeOffset.MinValue).Select(watch => watch.Id).ToList();
        return await RunAsync(ids);
    }

    private async Task<V1Answer> RunAsync(IReadOnlyList<WatchId> ids)
    {
        var queued = 0;
        foreach (var batch in ids.Chunk(BatchSize))
            queued += await requests.RequestAsync(batch, CheckPriority.Manual, lifetime.ApplicationStopping);
        return ids.Count < Many
            ? Answer(StatusCodes.Status200OK, V1Messages.Queued(queued, ids.Count - queued))
            : Answer(StatusCodes.Status202Accepted, V1Messages.QueuedMany(ids.Count));
    }

    private static V1Answer Answer(int status, string text) => V1Answer.Of(status, new Dictionary<string, string> { ["status"] = text });
}
