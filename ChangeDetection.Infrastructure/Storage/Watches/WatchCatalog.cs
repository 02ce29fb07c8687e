using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Icons;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Watches;

/// <summary>The watches as people know them: made, read, edited, deleted. An answer means committed.</summary>
public sealed class WatchCatalog
{
    private const int LargestPart = 200;

    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;
    private readonly ScheduleDefaults _defaults;
    private readonly TimeProvider _clock;

    internal WatchCatalog(StoreContextFactory contexts, StoreWriter writer, ScheduleDefaults defaults, TimeProvider clock) =>
        (_contexts, _writer, _defaults, _clock) = (contexts, writer, defaults, clock);

    /// <summary>Makes a watch, due for its first check at once.</summary>
    public async Task<Watch> CreateAsync(WatchDraft draft, CancellationToken cancellationToken) =>
        (await CreateAsync([draft], cancellationToken))[0];

    /// <summary>Makes several watches in one transaction, due for their first check at once.</summary>
    public Task<IReadOnlyList<Watch>> CreateAsync(IReadOnlyList<WatchDraft> drafts, CancellationToken cancellationToken) =>
        // Drawn before the write, which is repeated when the database goes away before it can say that it has committed.
        CreateAsync([.. drafts.Select(draft => (WatchId.New(_clock), draft))], cancellationToken);

    /// <summary>The same with identities of the caller's; a watch that is there already stays as it is and is given.</summary>
    public Task<IReadOnlyList<Watch>> CreateAsync(IReadOnlyList<(WatchId Id, WatchDraft Draft)> watches, CancellationToken cancellationToken)
    {
        var ids = watches.Select(watch => watch.Id.Value).ToArray();
        return _writer.WriteAsync<IReadOnlyList<Watch>>(
            async (transaction, cancel) =>
            {
                var rows = await transaction.Context.Watches.Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
                var there = rows.Select(row => row.Id).ToHashSet();
                var missing = watches.Where(watch => !there.Contains(watch.Id.Value)).ToList();
                if (missing.Count > 0)
                    rows.AddRange(await AddAsync(transaction, missing, cancel));
                return [.. rows.OrderBy(row => Array.IndexOf(ids, row.Id)).Select(row => row.ToWatch(_contexts.Documents))];
            },
            cancellationToken);
    }

    /// <summary>The watch, or null when there is none.</summary>
    public async Task<Watch?> FindAsync(WatchId id, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return (await context.Watches.FirstOrDefaultAsync(row => row.Id == id.Value, cancellationToken))?.ToWatch(_contexts.Documents);
    }

    /// <summary>All watches in the order they were made.</summary>
    public async Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var rows = await context.Watches.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToWatch(_contexts.Documents))];
    }

    /// <summary>The watches whose newest difference nobody has looked at, newest difference first.</summary>
    public async Task<IReadOnlyList<Watch>> ListUnreadAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var rows = await context.Watches.Where(row => row.IsUnread).OrderByDescending(row => row.NewestSnapshotAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToWatch(_contexts.Documents))];
    }

    /// <summary>The identities of all watches in the order they were made.</summary>
    public async Task<IReadOnlyList<WatchId>> ListIdsAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var ids = await context.Watches.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        return [.. ids.Select(id => new WatchId(id))];
    }

    /// <summary>A page of watches, newest first, and the cursor of the next page or null.</summary>
    /// <param name="after">The cursor of the page before, or null for the first page.</param>
    /// <param name="limit">The most watches to give.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<WatchPage> PageAsync(WatchCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var query = context.Watches.AsQueryable();
        if (after is { } cursor)
            query = query.Where(row => row.CreatedAt < cursor.CreatedAt || (row.CreatedAt == cursor.CreatedAt && row.Id.CompareTo(cursor.Id.Value) < 0));
        var rows = await query.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(limit).Select(row => row.ToWatch(_contexts.Documents)).ToList();
        return new WatchPage(page, rows.Count > limit ? WatchCursor.Of(page[^1]) : null);
    }

    /// <summary>
    /// Changes what a person set and gives the watch as it is now, or null when there is none.
    /// A running check of the old settings is void; the watch is looked at again when due.
    /// </summary>
    /// <param name="id">The watch.</param>
    /// <param name="edit">Makes the new draft from the watch as it is; may run twice.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task<Watch?> EditAsync(WatchId id, Func<Watch, WatchDraft> edit, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                if (await transaction.LockWatchAsync(id.Value, cancel) is not { } row)
                    return null;
                var global = await transaction.ReadSettingsAsync(cancel);
                Rewrite(row, edit(row.ToWatch(_contexts.Documents)), global, transaction.Now);
                await transaction.SaveAsync(cancel);
                return row.ToWatch(_contexts.Documents);
            },
            cancellationToken);

    /// <summary>Pauses or resumes scheduled checks; false when there is no such watch. Pausing drops a waiting or running check.</summary>
    public async Task<bool> SetPausedAsync(WatchId id, bool isPaused, CancellationToken cancellationToken) =>
        await SetPausedAsync([id], isPaused, cancellationToken) == 1;

    /// <summary>Pauses or resumes several watches and gives how many there are.</summary>
    public Task<int> SetPausedAsync(IReadOnlyCollection<WatchId> ids, bool isPaused, CancellationToken cancellationToken) =>
        ChangeAsync(ids, (row, _) =>
        {
            row.IsPaused = isPaused;
            if (isPaused)
                row.DropCheck();
        }, cancellationToken);

    /// <summary>Mutes or unmutes notifications; false when there is no such watch.</summary>
    public async Task<bool> SetMutedAsync(WatchId id, bool isMuted, CancellationToken cancellationToken) =>
        await SetMutedAsync([id], isMuted, cancellationToken) == 1;

    /// <summary>Mutes or unmutes several watches and gives how many there are.</summary>
    public Task<int> SetMutedAsync(IReadOnlyCollection<WatchId> ids, bool isMuted, CancellationToken cancellationToken) =>
        ChangeAsync(ids, (row, _) => row.IsMuted = isMuted, cancellationToken);

    /// <summary>Notes that a person looked at the newest difference; false when there is no such watch.</summary>
    public async Task<bool> MarkViewedAsync(WatchId id, CancellationToken cancellationToken) => await MarkViewedAsync([id], cancellationToken) == 1;

    /// <summary>Notes that a person looked at the newest differences, and gives how many of the watches there are.</summary>
    public Task<int> MarkViewedAsync(IReadOnlyCollection<WatchId> ids, CancellationToken cancellationToken) =>
        ChangeAsync(ids, (row, now) =>
        {
            row.LastViewedAt = Math.Max(now, row.NewestSnapshotAt ?? 0);
            row.JudgeUnread();
        }, cancellationToken);

    /// <summary>Forgets how the last checks failed, and that watches were set aside for it; gives how many there are.</summary>
    public Task<int> ClearErrorsAsync(IReadOnlyCollection<WatchId> ids, CancellationToken cancellationToken) =>
        ChangeAsync(ids, (row, _) =>
        {
            (row.Failure, row.LastError) = (null, null);
            row.ForgetDeaths();
        }, cancellationToken);

    /// <summary>Changes what a person set on several watches and gives how many there are; a running check of the old settings is void.</summary>
    public Task<int> EditAsync(IReadOnlyCollection<WatchId> ids, Func<WatchSettings, WatchSettings> edit, CancellationToken cancellationToken) =>
        InPartsAsync(
            ids,
            async (transaction, part, cancel) =>
            {
                var global = await transaction.ReadSettingsAsync(cancel);
                var rows = await transaction.LockWatchesAsync(part, cancel);
                foreach (var row in rows)
                {
                    var draft = WatchDraft.From(row.ToWatch(_contexts.Documents));
                    Rewrite(row, draft with { Settings = edit(draft.Settings) }, global, transaction.Now);
                }

                return rows.Count;
            },
            cancellationToken);

    /// <summary>Deletes all versions of watches, so that the next check of each stores its first; gives how many there are.</summary>
    public Task<int> ClearHistoryAsync(IReadOnlyCollection<WatchId> ids, CancellationToken cancellationToken) =>
        InPartsAsync(
            ids,
            async (transaction, part, cancel) =>
            {
                var rows = await transaction.LockWatchesAsync(part, cancel);
                rows.ForEach(row => row.ForgetHistory());
                var hashes = await HashesAsync(transaction, part, cancel);
                await transaction.Context.Snapshots.Where(snapshot => part.Contains(snapshot.WatchId)).ExecuteDeleteAsync(cancel);
                await transaction.Context.SeenTexts.Where(seen => part.Contains(seen.WatchId)).ExecuteDeleteAsync(cancel);
                await SweepAsync(transaction, hashes, cancel);
                return rows.Count;
            },
            cancellationToken);

    /// <summary>Deletes a watch with its history; false when there is no such watch.</summary>
    public async Task<bool> DeleteAsync(WatchId id, CancellationToken cancellationToken) => await DeleteAsync([id], cancellationToken) == 1;

    /// <summary>Deletes watches with their histories and gives how many there were.</summary>
    public Task<int> DeleteAsync(IReadOnlyCollection<WatchId> ids, CancellationToken cancellationToken) =>
        InPartsAsync(ids, DeleteAsync, cancellationToken);

    /// <summary>The same inside a transaction that has more to do.</summary>
    internal static async Task<int> DeleteAsync(StoreTransaction transaction, Guid[] part, CancellationToken cancellationToken)
    {
        var rows = await transaction.LockWatchesAsync(part, cancellationToken);
        var hashes = await HashesAsync(transaction, part, cancellationToken);
        transaction.Context.Watches.RemoveRange(rows);
        await transaction.SaveAsync(cancellationToken);
        await SweepAsync(transaction, hashes, cancellationToken);
        await WatchIcons.SweepAsync(transaction, [.. rows.Select(row => row.IconId).OfType<string>().Distinct()], cancellationToken);
        return rows.Count;
    }

    private Task<int> ChangeAsync(IReadOnlyCollection<WatchId> ids, Action<WatchRow, long> change, CancellationToken cancellationToken) =>
        InPartsAsync(
            ids,
            async (transaction, part, cancel) =>
            {
                var rows = await transaction.LockWatchesAsync(part, cancel);
                rows.ForEach(row => change(row, transaction.Now));
                return rows.Count;
            },
            cancellationToken);

    // Each part is a write of its own, so that thousands of watches hold nobody up for long.
    private async Task<int> InPartsAsync(
        IReadOnlyCollection<WatchId> ids, Func<StoreTransaction, Guid[], CancellationToken, Task<int>> operation, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var part in ids.Select(id => id.Value).Distinct().Chunk(LargestPart))
            found += await _writer.WriteAsync((transaction, cancel) => operation(transaction, part, cancel), cancellationToken);
        return found;
    }

    private static Task<List<byte[]>> HashesAsync(StoreTransaction transaction, Guid[] ids, CancellationToken cancellationToken) =>
        transaction.Context.Snapshots.Where(snapshot => ids.Contains(snapshot.WatchId)).Select(snapshot => snapshot.ContentHash).Distinct().ToListAsync(cancellationToken);

    private static Task SweepAsync(StoreTransaction transaction, List<byte[]> hashes, CancellationToken cancellationToken) =>
        transaction.Context.Contents
            .Where(content => hashes.Contains(content.Hash) && !transaction.Context.Snapshots.Any(snapshot => snapshot.ContentHash == content.Hash))
            .ExecuteDeleteAsync(cancellationToken);

    internal async Task<List<WatchRow>> AddAsync(StoreTransaction transaction, List<(WatchId Id, WatchDraft Draft)> watches, CancellationToken cancellationToken)
    {
        var global = await transaction.ReadSettingsAsync(cancellationToken);
        var rows = watches.Select(watch => NewRow(watch.Id.Value, watch.Draft, watches.Count, global, transaction.Now)).ToList();
        await transaction.Context.Watches.AddRangeAsync(rows, cancellationToken);
        await transaction.SaveAsync(cancellationToken);
        return rows;
    }

    private WatchRow NewRow(Guid id, WatchDraft draft, int batch, GlobalSettings global, long now)
    {
        var row = new WatchRow { Id = id, Url = draft.Url, Settings = "", CreatedAt = now, ScheduleVersion = global.ScheduleVersion };
        row.Apply(draft, _contexts.Documents);
        var interval = CheckSchedule.IntervalOf(GroupMembership.Join(draft.Url, draft.Settings, global.Groups), global, _defaults);
        row.NextCheckAt = CheckSchedule.FirstAfter(new WatchId(row.Id), DateTimeOffset.FromUnixTimeMilliseconds(now), batch, interval).ToUnixTimeMilliseconds();
        return row;
    }

    internal void Rewrite(WatchRow row, WatchDraft draft, GlobalSettings global, long now)
    {
        row.Apply(draft, _contexts.Documents);
        row.ForgetDeaths();
        row.ScheduleVersion = global.ScheduleVersion;
        // Whatever was edited, the page may be another one now.
        row.Validators = null;
        if (row.LeaseOwner is not null || draft.IsPaused)
            row.DropCheck();
        if (row.QueuedAt is null && row.NextCheckAt > now)
            row.NextCheckAt = CheckOffers.NextCheck(row, draft.Settings, global, _defaults, now);
    }
}
