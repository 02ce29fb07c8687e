using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>The links by which anybody can read a difference.</summary>
public sealed class ShareStore
{
    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _clock;

    internal ShareStore(StoreContextFactory contexts, StoreWriter writer, TimeProvider clock) => (_contexts, _writer, _clock) = (contexts, writer, clock);

    /// <summary>The links of a watch that still work, the newest first.</summary>
    public async Task<IReadOnlyList<Share>> ListAsync(WatchId watch, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        await using var context = _contexts.Create();
        return [.. (await context.Shares.Where(row => row.WatchId == watch.Value && (row.ExpiresAt == null || row.ExpiresAt > now)).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken)).Select(From)];
    }

    /// <summary>Makes a link and gives its secret, for the only time; null when the watch is gone or has too many.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="from">The number of the older version.</param>
    /// <param name="to">The number of the newer version.</param>
    /// <param name="lifetime">How long it works; null for as long as the watch is there.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task<(Share Share, string Secret)?> MakeAsync(WatchId watch, int from, int to, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        var secret = Token.New();
        return _writer.WriteAsync<(Share, string)?>(
            async (transaction, cancel) =>
            {
                await transaction.Context.Shares.Where(row => row.ExpiresAt <= transaction.Now).ExecuteDeleteAsync(cancel);
                if (await transaction.LockWatchAsync(watch.Value, cancel) is null || await transaction.Context.Shares.CountAsync(row => row.WatchId == watch.Value, cancel) >= Share.MostPerWatch)
                    return null;
                var row = new ShareRow
                {
                    Id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(transaction.Now)),
                    Hash = Token.HashOf(secret),
                    WatchId = watch.Value,
                    FromNumber = from,
                    ToNumber = to,
                    CreatedAt = transaction.Now,
                    ExpiresAt = lifetime is { } length ? transaction.Now + (long)length.TotalMilliseconds : null,
                };
                transaction.Context.Shares.Add(row);
                await transaction.SaveAsync(cancel);
                return (From(row), secret);
            },
            cancellationToken);
    }

    /// <summary>What a link shows, or null when it does not work.</summary>
    public async Task<Share?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (secret.Length is 0 or > Token.Longest)
            return null;
        var (hash, now) = (Token.HashOf(secret), _clock.GetUtcNow().ToUnixTimeMilliseconds());
        await using var context = _contexts.Create();
        return await context.Shares.FirstOrDefaultAsync(row => row.Hash == hash && (row.ExpiresAt == null || row.ExpiresAt > now), cancellationToken) is { } row ? From(row) : null;
    }

    /// <summary>Deletes a link of a watch: it stops to work. False when there is none.</summary>
    public Task<bool> DeleteAsync(WatchId watch, Guid id, CancellationToken cancellationToken) =>
        _writer.WriteAsync(async (transaction, cancel) => await transaction.Context.Shares.Where(row => row.Id == id && row.WatchId == watch.Value).ExecuteDeleteAsync(cancel) > 0, cancellationToken);

    private static Share From(ShareRow row) => new(
        row.Id, new WatchId(row.WatchId), row.FromNumber, row.ToNumber, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), UserMapping.MomentOf(row.ExpiresAt));
}
