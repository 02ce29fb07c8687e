using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Groups;

/// <summary>Numbers the watches anew that a changed pattern moves into a group or out of one, so that every list learns of it.</summary>
internal static class GroupMoves
{
    public static async Task TellAsync(StoreTransaction transaction, IReadOnlyList<WatchGroup> before, IReadOnlyList<WatchGroup> after, CancellationToken cancellationToken)
    {
        var moved = Patterns(before).ToHashSet();
        moved.SymmetricExceptWith(Patterns(after));
        if (moved.Count == 0)
            return;
        var watches = await transaction.Context.Watches.Select(row => new { row.Id, row.Url }).ToListAsync(cancellationToken);
        var ids = watches.Where(watch => moved.Any(group => GroupPattern.Fits(group.Pattern, watch.Url))).Select(watch => watch.Id).ToList();
        foreach (var part in ids.Chunk(200))
        {
            foreach (var row in await transaction.LockWatchesAsync(part, cancellationToken))
                transaction.Context.Entry(row).State = EntityState.Modified;
        }
    }

    private static IEnumerable<(string Id, string Pattern)> Patterns(IReadOnlyList<WatchGroup> groups) =>
        groups.Where(group => group.UrlMatchPattern is not null).Select(group => (group.Id, group.UrlMatchPattern!));
}
