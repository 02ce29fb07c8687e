using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>The browsers that are signed in. They are known to the server, so that signing out, a new password or a new role ends them at once and everywhere.</summary>
public sealed class SessionStore
{
    private const int LongestAgent = 300;

    // Each request could move it; the store is written far less often.
    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);

    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _clock;

    internal SessionStore(StoreContextFactory contexts, StoreWriter writer, TimeProvider clock) => (_contexts, _writer, _clock) = (contexts, writer, clock);

    /// <summary>Begins a session and gives what the browser shows from now on. Ended sessions of anybody go.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="idle">How long it lasts without a request.</param>
    /// <param name="address">Where the browser is.</param>
    /// <param name="agent">What it calls itself.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task<string> BeginAsync(Guid userId, TimeSpan idle, string? address, string? agent, CancellationToken cancellationToken)
    {
        var token = Token.New();
        return _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                await transaction.Context.Sessions.Where(row => row.ExpiresAt <= transaction.Now).ExecuteDeleteAsync(cancel);
                await transaction.Context.Users.Where(row => row.Id == userId).ExecuteUpdateAsync(row => row.SetProperty(user => user.SignedInAt, transaction.Now), cancel);
                var length = (long)idle.TotalMilliseconds;
                transaction.Context.Sessions.Add(new SessionRow
                {
                    Id = Token.HashOf(token),
                    UserId = userId,
                    CreatedAt = transaction.Now,
                    SeenAt = transaction.Now,
                    ExpiresAt = transaction.Now + length,
                    Idle = length,
                    Address = address,
                    Agent = agent?[..Math.Min(agent.Length, LongestAgent)],
                });
                await transaction.SaveAsync(cancel);
                return token;
            },
            cancellationToken);
    }

    /// <summary>The session that a browser shows, or null when there is none, it ended, or its user is gone.</summary>
    public async Task<Session?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > Token.Longest)
            return null;
        var session = (await ReadAsync([Token.HashOf(token)], cancellationToken)).FirstOrDefault();
        if (session is not null && _clock.GetUtcNow() - session.SeenAt > SeenStep)
            await SeeAsync(session.Id, cancellationToken);
        return session;
    }

    /// <summary>Those of the sessions that still last.</summary>
    public async Task<IReadOnlyList<Session>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await ReadAsync(context, context.Sessions.Where(row => ids.Contains(row.Id)), cancellationToken);
    }

    /// <summary>The sessions of a user, the newest first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return [.. (await ReadAsync(context, context.Sessions.Where(row => row.UserId == userId), cancellationToken)).OrderByDescending(session => session.SeenAt)];
    }

    /// <summary>Ends a session of a user; false when there is none.</summary>
    public Task<bool> EndAsync(Guid userId, string id, CancellationToken cancellationToken) =>
        EndAsync(userId, row => row.Id == id, cancellationToken);

    /// <summary>Ends all sessions of a user but one.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="kept">The one that stays; null for none.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task<bool> EndAllAsync(Guid userId, string? kept, CancellationToken cancellationToken) =>
        EndAsync(userId, row => row.Id != kept, cancellationToken);

    private Task<bool> EndAsync(Guid userId, System.Linq.Expressions.Expression<Func<SessionRow, bool>> which, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) => await transaction.Context.Sessions.Where(row => row.UserId == userId).Where(which).ExecuteDeleteAsync(cancel) > 0,
            cancellationToken);

    private Task<bool> SeeAsync(string id, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) => await transaction.Context.Sessions.Where(row => row.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(session => session.SeenAt, transaction.Now).SetProperty(session => session.ExpiresAt, session => transaction.Now + session.Idle), cancel) > 0,
            cancellationToken);

    private async Task<List<Session>> ReadAsync(StoreContext context, IQueryable<SessionRow> sessions, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = await sessions.Where(row => row.ExpiresAt > now).Join(context.Users, row => row.UserId, user => user.Id, (row, user) => new { row, user }).ToListAsync(cancellationToken);
        return [.. rows.Select(pair => new Session(
            pair.row.Id, pair.user.ToUser(), DateTimeOffset.FromUnixTimeMilliseconds(pair.row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(pair.row.SeenAt),
            DateTimeOffset.FromUnixTimeMilliseconds(pair.row.ExpiresAt), pair.row.Address, pair.row.Agent))];
    }
}
