using ChangeDetection.Core.Icons;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Icons;

/// <summary>The icons of the watched sites.</summary>
public sealed class WatchIcons
{
    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;

    internal WatchIcons(StoreContextFactory contexts, StoreWriter writer) => (_contexts, _writer) = (contexts, writer);

    /// <summary>The icon of that name, or null.</summary>
    public async Task<SiteIcon?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await context.Icons.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is { } row ? new SiteIcon(row.Id, row.Type, row.Bytes) : null;
    }

    /// <summary>Notes what a look for a watch's icon gave.</summary>
    /// <param name="watch">The watch as it was when its page was fetched; for another address nothing is noted.</param>
    /// <param name="icon">The icon; null leaves the one that is there and waits with the next look.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task StoreAsync(Watch watch, SiteIcon? icon, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                if (await transaction.LockWatchAsync(watch.Id.Value, cancel) is not { } row || row.Url != watch.Url)
                    return false;
                row.IconSoughtAt = transaction.Now;
                if (icon is null || icon.Id == row.IconId)
                    return true;
                var old = row.IconId;
                row.IconId = icon.Id;
                var bytes = icon.Bytes.ToArray();
                await transaction.Context.Database.ExecuteSqlAsync(
                    $"INSERT INTO icons (id, type, bytes) VALUES ({icon.Id}, {icon.Type}, {bytes}) ON CONFLICT (id) DO NOTHING", cancel);
                if (old is not null)
                {
                    await transaction.SaveAsync(cancel);
                    await SweepAsync(transaction, [old], cancel);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Deletes those of the icons that no watch shows any more.</summary>
    internal static Task SweepAsync(StoreTransaction transaction, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? Task.CompletedTask : transaction.Context.Icons
            .Where(icon => ids.Contains(icon.Id) && !transaction.Context.Watches.Any(watch => watch.IconId == icon.Id))
            .ExecuteDeleteAsync(cancellationToken);
}
