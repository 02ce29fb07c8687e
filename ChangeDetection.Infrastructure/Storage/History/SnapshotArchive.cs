using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.History;

/// <summary>The stored versions of every watch.</summary>
public sealed class SnapshotArchive
{
    private readonly StoreContextFactory _contexts;

    internal SnapshotArchive(StoreContextFactory contexts) => _contexts = contexts;

    /// <summary>The versions of a watch, oldest first; empty when there are none.</summary>
    public async Task<IReadOnlyList<Snapshot>> ListAsync(WatchId id, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var rows = await context.Snapshots.Where(row => row.WatchId == id.Value).OrderBy(row => row.Number).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new Snapshot(row.Number, DateTimeOffset.FromUnixTimeSeconds(row.TakenAt), row.Checksum))];
    }

    /// <summary>The version a watch had at a moment and the one before it, newest first; fewer when there are fewer.</summary>
    public async Task<IReadOnlyList<Snapshot>> ListPairAsync(WatchId id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var last = at.ToUnixTimeSeconds();
        var rows = await context.Snapshots.Where(row => row.WatchId == id.Value && row.TakenAt <= last).OrderByDescending(row => row.Number).Take(2).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new Snapshot(row.Number, DateTimeOffset.FromUnixTimeSeconds(row.TakenAt), row.Checksum))];
    }

    /// <summary>The versions of a watch for the rules that look back; nothing is read until a rule asks.</summary>
    public ICheckHistory HistoryOf(WatchId id) => new CheckHistory(_contexts, id);

    /// <summary>The text of a version, or null when there is no such version.</summary>
    /// <exception cref="DamagedContentException">The stored bytes do not fit their hash.</exception>
    public async Task<string?> ReadAsync(WatchId id, int number, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var content = await context.Snapshots
            .Where(row => row.WatchId == id.Value && row.Number == number)
            .Join(context.Contents, snapshot => snapshot.ContentHash, content => content.Hash, (_, content) => content)
            .FirstOrDefaultAsync(cancellationToken);
        return content is null ? null : Content.Unpack(content);
    }
}
