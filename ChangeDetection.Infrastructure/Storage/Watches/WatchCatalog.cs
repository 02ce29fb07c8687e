using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Watches;

/// <summary>The watches as people know them: made, read, edited, deleted. An answer means committed.</summary>
public sealed class WatchCatalog
{
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
    public Task<IReadOnlyList<Watch>> CreateAsync(IReadOnlyList<WatchDraft> drafts, CancellationToken cancellationToken)
    {
        // Drawn before the write, which is repeated when the database goes away before it can say that it has committed.
        var ids = drafts.Select(_ => WatchId.New(_clock).Value).ToArray();
        return _writer.WriteAsync<IReadOnlyList<Watch>>(
            async (transaction, cancel) =>
            {
                var rows = await transaction.Context.Watches.Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
                if (rows.Count == 0)
                    rows = await AddAsync(transaction, ids, drafts, cancel);
                return [.. rows.OrderBy(row => Array.IndexOf(ids, row.Id)).Select(row => row.ToWatch())];
            },
            cancellationToken);
    }

    /// <summary>The watch, or null when there is none.</summary>
    public async Task<Watch?> FindAsync(WatchId id, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return (await context.Watches.FirstOrDefaultAsync(row => row.Id == id.Value, cancellationToken))?.ToWatch();
    }

    /// <summary>All watches in the order they were made.</summary>
    public async Task<IReadOnlyList<Watch>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var rows = await context.Watches.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToWatch())];
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
        var page = rows.Take(limit).Select(row => row.ToWatch()).ToList();
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
                Rewrite(row, edit(row.ToWatch()), global, transaction.Now);
                await transaction.SaveAsync(cancel);
                return row.ToWatch();
            },
            cancellationToken);

    /// <summary>Pauses or resumes scheduled checks; false when there is no such watch. Pausing drops a waiting or running check.</summary>
    public Task<bool> SetPausedAsync(WatchId id, bool isPaused, CancellationToken cancellationToken) =>
        ChangeAsync(id, (row, _) =>
        {
            row.IsPaused = isPaused;
            if (isPaused)
                row.DropCheck();
        }, cancellationToken);

    /// <summary>Mutes or unmutes notifications; false when there is no such watch.</summary>
    public Task<bool> SetMutedAsync(WatchId id, bool isMuted, CancellationToken cancellationToken) =>
        ChangeAsync(id, (row, _) => row.IsMuted = isMuted, cancellationToken);

    /// <summary>Notes that a person looked at the newest difference; false when there is no such watch.</summary>
    public Task<bool> MarkViewedAsync(WatchId id, CancellationToken cancellationToken) =>
        ChangeAsync(id, (row, now) =>
        {
            row.LastViewedAt = Math.Max(now, row.NewestSnapshotAt ?? 0);
            row.JudgeUnread();
        }, cancellationToken);

    /// <summary>Deletes a watch with its history; false when there is no such watch.</summary>
    public Task<bool> DeleteAsync(WatchId id, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                if (await transaction.LockWatchAsync(id.Value, cancel) is not { } row)
                    return false;
                var context = transaction.Context;
                var hashes = await context.Snapshots.Where(snapshot => snapshot.WatchId == id.Value).Select(snapshot => snapshot.ContentHash).ToListAsync(cancel);
                context.Watches.Remove(row);
                await transaction.SaveAsync(cancel);
                await context.Contents
                    .Where(content => hashes.Contains(content.Hash) && !context.Snapshots.Any(snapshot => snapshot.ContentHash == content.Hash))
                    .ExecuteDeleteAsync(cancel);
                return true;
            },
            cancellationToken);

    private Task<bool> ChangeAsync(WatchId id, Action<WatchRow, long> change, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                if (await transaction.LockWatchAsync(id.Value, cancel) is not { } row)
                    return false;
                change(row, transaction.Now);
                return true;
            },
            cancellationToken);

    private async Task<List<WatchRow>> AddAsync(StoreTransaction transaction, Guid[] ids, IReadOnlyList<WatchDraft> drafts, CancellationToken cancellationToken)
    {
        var global = await transaction.ReadSettingsAsync(cancellationToken);
        var rows = drafts.Select((draft, index) => NewRow(ids[index], draft, drafts.Count, global, transaction.Now)).ToList();
        await transaction.Context.Watches.AddRangeAsync(rows, cancellationToken);
        await transaction.SaveAsync(cancellationToken);
        return rows;
    }

    private WatchRow NewRow(Guid id, WatchDraft draft, int batch, GlobalSettings global, long now)
    {
        var row = new WatchRow { Id = id, Url = draft.Url, Settings = "", CreatedAt = now, ScheduleVersion = global.ScheduleVersion };
        row.Apply(draft);
        var interval = CheckSchedule.IntervalOf(draft.Settings, global, _defaults);
        row.NextCheckAt = CheckSchedule.FirstAfter(new WatchId(row.Id), DateTimeOffset.FromUnixTimeMilliseconds(now), batch, interval).ToUnixTimeMilliseconds();
        return row;
    }

    private void Rewrite(WatchRow row, WatchDraft draft, GlobalSettings global, long now)
    {
        row.Apply(draft);
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
