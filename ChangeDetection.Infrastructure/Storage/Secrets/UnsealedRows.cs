using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>
/// Seals what versions before sealing left in the store, once, part by part: a start that is broken off goes on at the next one, and several
/// processes may be at it together. What is written since is sealed already.
/// </summary>
internal sealed class UnsealedRows(StoreContextFactory contexts, StoreWriter writer, ILogger<UnsealedRows> logger)
{
    private const int LargestPart = 200;
    private const string Done = "done";

    /// <summary>Does what is left to do and gives how many watches were sealed.</summary>
    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var state = await ReadStateAsync(cancellationToken);
        if (state == Done)
            return 0;
        var (last, count) = (Guid.TryParse(state, out var id) ? id : Guid.Empty, 0);
        while (await ReadPartAsync(last, cancellationToken) is { Count: > 0 } part)
        {
            last = part[^1].Id;
            var ids = part.Where(row => contexts.Documents.Seal(row.Settings) != row.Settings).Select(row => row.Id).ToArray();
            count += await SealAsync(ids, last.ToString(), cancellationToken);
        }

        await SealAsync([], Done, cancellationToken);
        await EmptyLogAsync(cancellationToken);
        if (count > 0)
            logger.RowsSealed(count);
        return count;
    }

    // SQLite's log has the pages as they were until it is begun anew; where somebody reads just now, it stays until then.
    private async Task EmptyLogAsync(CancellationToken cancellationToken)
    {
        if (contexts.Location.IsPostgres)
            return;
        await using var context = contexts.Create();
        await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
    }

    private async Task<string?> ReadStateAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.Create();
        return (await context.Settings.FirstOrDefaultAsync(row => row.Name == StoreRows.Sealing, cancellationToken))?.Value;
    }

    private async Task<List<(Guid Id, string Settings)>> ReadPartAsync(Guid after, CancellationToken cancellationToken)
    {
        await using var context = contexts.Create();
        var rows = await context.Watches.Where(row => row.Id.CompareTo(after) > 0).OrderBy(row => row.Id).Take(LargestPart)
            .Select(row => new { row.Id, row.Settings }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Id, row.Settings))];
    }

    private Task<int> SealAsync(Guid[] ids, string state, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            async (transaction, cancel) =>
            {
                // What was written in clear stays in no freed piece of the file.
                if (!contexts.Location.IsPostgres)
                    await transaction.Context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancel);
                var rows = await transaction.LockWatchesAsync(ids, cancel);
                foreach (var row in rows)
                    row.Settings = transaction.Context.Documents.Seal(row.Settings);
                foreach (var row in await transaction.Context.Settings.AsTracking().Where(row => !row.Name.StartsWith(StoreRows.Prefix)).ToListAsync(cancel))
                    row.Value = transaction.Context.Documents.Seal(row.Value);
                if (await transaction.Context.Settings.AsTracking().FirstOrDefaultAsync(row => row.Name == StoreRows.Sealing, cancel) is { } there)
                    there.Value = state;
                else
                    transaction.Context.Settings.Add(new SettingRow { Name = StoreRows.Sealing, Value = state });
                return rows.Count;
            },
            cancellationToken);
}
