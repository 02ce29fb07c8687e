using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>The named keys of the REST API.</summary>
public sealed class KeyStore
{
    private const int HintLength = 6;

    private static readonly TimeSpan UseStep = TimeSpan.FromMinutes(1);

    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _clock;

    internal KeyStore(StoreContextFactory contexts, StoreWriter writer, TimeProvider clock) => (_contexts, _writer, _clock) = (contexts, writer, clock);

    /// <summary>All, by name.</summary>
    public async Task<IReadOnlyList<NamedKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return [.. (await context.ApiKeys.OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken)).Select(From)];
    }

    /// <summary>Makes a key and gives it, for the only time; null when there are too many.</summary>
    public Task<(NamedKey Key, string Secret)?> MakeAsync(string name, AccessRole role, CancellationToken cancellationToken)
    {
        var secret = $"cd_{Token.New()}";
        return _writer.WriteAsync<(NamedKey, string)?>(
            async (transaction, cancel) =>
            {
                if (await transaction.Context.ApiKeys.CountAsync(cancel) >= NamedKey.Most)
                    return null;
                var row = new ApiKeyRow
                {
                    Id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(transaction.Now)),
                    Name = name.Trim(),
                    Role = (int)role,
                    Hash = Token.HashOf(secret),
                    Hint = secret[..HintLength],
                    CreatedAt = transaction.Now,
                };
                transaction.Context.ApiKeys.Add(row);
                await transaction.SaveAsync(cancel);
                return (From(row), secret);
            },
            cancellationToken);
    }

    /// <summary>The key that somebody shows, or null; its use is noted.</summary>
    public async Task<NamedKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (secret.Length is 0 or > Token.Longest)
            return null;
        var hash = Token.HashOf(secret);
        await using var context = _contexts.Create();
        if (await context.ApiKeys.FirstOrDefaultAsync(row => row.Hash == hash, cancellationToken) is not { } found)
            return null;
        if (UserMapping.MomentOf(found.UsedAt) is not { } used || _clock.GetUtcNow() - used > UseStep)
            await NoteUseAsync(found.Id, cancellationToken);
        return From(found);
    }

    /// <summary>Deletes a key: what shows it is refused from now on. False when there is none.</summary>
    public Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        _writer.WriteAsync(async (transaction, cancel) => await transaction.Context.ApiKeys.Where(row => row.Id == id).ExecuteDeleteAsync(cancel) > 0, cancellationToken);

    private Task<bool> NoteUseAsync(Guid id, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) => await transaction.Context.ApiKeys.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(key => key.UsedAt, transaction.Now), cancel) > 0,
            cancellationToken);

    private static NamedKey From(ApiKeyRow row) => new(
        row.Id, row.Name, UserMapping.RoleOf(row.Role), row.Hint, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), UserMapping.MomentOf(row.UsedAt));
}
