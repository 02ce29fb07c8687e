using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Writing;

namespace ChangeDetection.Infrastructure.Storage.Watches;

/// <summary>Changes settings, groups and watches in one transaction: all of it or nothing.</summary>
public sealed class WholeChange
{
    private const int LargestPart = 200;

    private readonly WatchCatalog _catalog;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _clock;

    internal WholeChange(WatchCatalog catalog, StoreWriter writer, TimeProvider clock) => (_catalog, _writer, _clock) = (catalog, writer, clock);

    /// <summary>Makes the changes.</summary>
    /// <param name="settings">The new settings and groups from those that are there; watches leave the groups that go.</param>
    /// <param name="creates">Watches that are made, due at once.</param>
    /// <param name="edits">Watches that become others; one that is gone meanwhile is left out.</param>
    /// <param name="deletes">Watches that are deleted with their histories.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task RunAsync(
        Func<GlobalSettings, GlobalSettings> settings, IReadOnlyList<WatchDraft> creates, IReadOnlyDictionary<WatchId, WatchDraft> edits, IReadOnlyList<WatchId> deletes,
        CancellationToken cancellationToken)
    {
        // Drawn before the write, which may be repeated.
        var watches = creates.Select(draft => (Id: WatchId.New(_clock), draft)).ToList();
        return _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                await ChangeSettingsAsync(transaction, settings, cancel);
                foreach (var part in edits.Keys.Select(id => id.Value).Chunk(LargestPart))
                    await EditAsync(transaction, part, edits, cancel);
                foreach (var part in deletes.Select(id => id.Value).Chunk(LargestPart))
                    await WatchCatalog.DeleteAsync(transaction, part, cancel);
                if (watches.Count > 0 && (await transaction.LockWatchesAsync([watches[0].Id.Value], cancel)).Count == 0)
                    await _catalog.AddAsync(transaction, watches, cancel);
                return true;
            },
            cancellationToken);
    }

    private static async Task ChangeSettingsAsync(StoreTransaction transaction, Func<GlobalSettings, GlobalSettings> settings, CancellationToken cancellationToken)
    {
        var before = (await transaction.ReadSettingsAsync(cancellationToken)).Groups;
        var after = await GlobalSettingsStore.EditAsync(transaction, settings, cancellationToken);
        await transaction.SaveAsync(cancellationToken);
        foreach (var gone in before.Where(group => after.Groups.All(other => other.Id != group.Id)))
            await GroupCatalog.LeaveAsync(transaction, gone.Id, cancellationToken);
    }

    private async Task EditAsync(StoreTransaction transaction, Guid[] part, IReadOnlyDictionary<WatchId, WatchDraft> edits, CancellationToken cancellationToken)
    {
        var global = await transaction.ReadSettingsAsync(cancellationToken);
        foreach (var row in await transaction.LockWatchesAsync(part, cancellationToken))
            _catalog.Rewrite(row, edits[new WatchId(row.Id)], global, transaction.Now);
    }
}
