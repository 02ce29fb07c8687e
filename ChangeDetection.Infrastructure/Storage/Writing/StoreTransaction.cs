using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>One writing transaction. Saving numbers every changed watch and moves the totals by the difference, so both are always exact.</summary>
internal sealed class StoreTransaction
{
    private readonly StoreContext _context;
    private readonly StoreStateRow _state;
    private readonly DateTimeOffset _now;
    private bool _hasNumbered;
    private (GlobalSettings Settings, string? Damage)? _settings;

    private StoreTransaction(StoreContext context, StoreStateRow state, DateTimeOffset now) => (_context, _state, _now) = (context, state, now);

    public StoreContext Context => _context;

    /// <summary>The moment of the transaction, in epoch milliseconds.</summary>
    public long Now => _now.ToUnixTimeMilliseconds();

    /// <summary>The last number given out, or null when no watch changed.</summary>
    public long? Revision => _hasNumbered ? _state.Revision : null;

    /// <summary>Begins the work inside an open database transaction, by holding the state row: writers of all processes take turns here and nowhere else.</summary>
    public static async Task<StoreTransaction> BeginAsync(StoreContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What is changed is looked for once, when it is saved.
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        // A write that fails takes its transaction with it.
        context.Database.AutoSavepointsEnabled = false;
        return new StoreTransaction(context, await context.Queries.LockState(context, cancellationToken), now);
    }

    public async Task<WatchRow?> LockWatchAsync(Guid id, CancellationToken cancellationToken) =>
        (await LockWatchesAsync([id], cancellationToken)).FirstOrDefault();

    public async Task<List<WatchRow>> LockWatchesAsync(Guid[] ids, CancellationToken cancellationToken) =>
        ids.Length == 0 ? [] : await _context.Queries.LockWatches(_context, ids).ToListAsync(cancellationToken);

    /// <summary>The settings of the installation, read once in a transaction; the defaults when the stored ones are damaged.</summary>
    public async Task<GlobalSettings> ReadSettingsAsync(CancellationToken cancellationToken) => (await TryReadSettingsAsync(cancellationToken)).Settings;

    /// <summary>The same, and what is wrong with the stored ones.</summary>
    public async Task<(GlobalSettings Settings, string? Damage)> TryReadSettingsAsync(CancellationToken cancellationToken) =>
        _settings ??= await GlobalSettingsStore.TryReadAsync(_context, cancellationToken);

    /// <summary>Says that the settings were changed in this transaction.</summary>
    public void ForgetSettings() => _settings = null;

    /// <summary>Counts anew after all rows were replaced behind the tracker's back. The store counts as another one from now on, so that whoever follows it starts afresh.</summary>
    /// <param name="revision">The last number given to a row.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public async Task BeginAnewAsync(long revision, CancellationToken cancellationToken)
    {
        foreach (var entry in _context.ChangeTracker.Entries().Where(entry => entry.Entity != _state).ToList())
            entry.State = EntityState.Detached;
        ForgetSettings();
        (_state.Epoch, _state.Revision, _hasNumbered) = (Guid.NewGuid().ToString("N"), revision, true);
        _state.Watches = await _context.Watches.CountAsync(cancellationToken);
        _state.Unread = await _context.Watches.CountAsync(row => row.IsUnread, cancellationToken);
        _state.Errors = await _context.Watches.CountAsync(row => row.Failure != null, cancellationToken);
        _state.Paused = await _context.Watches.CountAsync(row => row.IsPaused, cancellationToken);
        _state.Queued = await _context.WaitingWatches().CountAsync(cancellationToken);
        _state.Checking = await _context.Watches.CountAsync(row => row.LeaseOwner != null, cancellationToken);
    }

    /// <summary>The last number given out before this transaction's next one.</summary>
    public long LastRevision => _state.Revision;

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        _context.ChangeTracker.DetectChanges();
        var changed = _context.ChangeTracker.Entries<WatchRow>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in changed)
            Record(entry, _state);
        _hasNumbered |= changed.Count > 0;
        _context.Entry(_state).DetectChanges();
        await _context.WriteAsync([.. changed.Where(entry => entry.State is EntityState.Modified)], cancellationToken);
        await _context.SaveChangesAsync(cancellationToken);
    }

    private void Record(EntityEntry<WatchRow> entry, StoreStateRow state)
    {
        state.Revision++;
        if (entry.State is not EntityState.Added)
            Count(entry.OriginalValues, state, -1);
        if (entry.State is EntityState.Deleted)
        {
            _context.RemovedWatches.Add(new RemovedWatchRow { WatchId = entry.Entity.Id, Revision = state.Revision, RemovedAt = Now });
            return;
        }

        entry.Property(row => row.Revision).CurrentValue = state.Revision;
        Count(entry.CurrentValues, state, +1);
    }

    private static void Count(PropertyValues row, StoreStateRow state, int by)
    {
        var isLeased = row.GetValue<string?>(nameof(WatchRow.LeaseOwner)) is not null;
        state.Watches += by;
        state.Unread += row.GetValue<bool>(nameof(WatchRow.IsUnread)) ? by : 0;
        state.Errors += row.GetValue<int?>(nameof(WatchRow.Failure)) is not null ? by : 0;
        state.Paused += row.GetValue<bool>(nameof(WatchRow.IsPaused)) ? by : 0;
        state.Queued += row.GetValue<long?>(nameof(WatchRow.QueuedAt)) is not null && !isLeased ? by : 0;
        state.Checking += isLeased ? by : 0;
    }
}
