using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Access;

/// <summary>Those who can sign in. As long as there is nobody, the installation is open to its own machine alone.</summary>
public sealed class UserStore
{
    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;

    internal UserStore(StoreContextFactory contexts, StoreWriter writer) => (_contexts, _writer) = (contexts, writer);

    /// <summary>Whether there is anybody.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await context.Users.AnyAsync(cancellationToken);
    }

    /// <summary>All, by name.</summary>
    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return [.. (await context.Users.OrderBy(row => row.NameKey).ToListAsync(cancellationToken)).Select(row => row.ToUser())];
    }

    /// <summary>The user, or null.</summary>
    public async Task<User?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return (await context.Users.FirstOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToUser();
    }

    /// <summary>The user of that name with the hash of the password, or null.</summary>
    public async Task<(User User, string? PasswordHash)?> FindForSignInAsync(string name, CancellationToken cancellationToken)
    {
        var key = UserMapping.KeyOf(name);
        await using var context = _contexts.Create();
        return await context.Users.FirstOrDefaultAsync(row => row.NameKey == key, cancellationToken) is { } row ? (row.ToUser(), row.PasswordHash) : null;
    }

    /// <summary>Adds the first user of all, an admin; of several who try at once one succeeds.</summary>
    public Task<UserOutcome> AddFirstAsync(string name, string passwordHash, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, cancel) =>
            {
                if (await transaction.Context.Users.AnyAsync(cancel))
                    return UserOutcome.NotFirst;
                Add(transaction, name, AccessRole.Admin, passwordHash);
                return UserOutcome.Done;
            },
            cancellationToken);

    /// <summary>Adds a user.</summary>
    public Task<UserOutcome> AddAsync(string name, AccessRole role, string passwordHash, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, cancel) =>
            {
                if (await IsTakenAsync(transaction, name, null, cancel))
                    return UserOutcome.NameTaken;
                Add(transaction, name, role, passwordHash);
                return UserOutcome.Done;
            },
            cancellationToken);

    /// <summary>Changes a user. A new password, or another role, ends all sessions of the user but one.</summary>
    /// <param name="id">The user.</param>
    /// <param name="change">What is changed.</param>
    /// <param name="keptSession">The session that stays; null for none.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task<UserOutcome> ChangeAsync(Guid id, UserChange change, string? keptSession, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, cancel) =>
            {
                if (await FindAsync(transaction, id, cancel) is not { } row)
                    return UserOutcome.Missing;
                if (row.IsConfigured && change.PasswordHash is not null)
                    return UserOutcome.Configured;
                if (change.Name is { } name && await IsTakenAsync(transaction, name, id, cancel))
                    return UserOutcome.NameTaken;
                if (change.Role is { } role && role != AccessRole.Admin && await IsLastAdminAsync(transaction, row, cancel))
                    return UserOutcome.LastAdmin;
                var isOther = change.PasswordHash is not null || (change.Role is { } other && (int)other != row.Role);
                Apply(row, change);
                if (isOther)
                    await transaction.Context.Sessions.Where(session => session.UserId == id && session.Id != keptSession).ExecuteDeleteAsync(cancel);
                return UserOutcome.Done;
            },
            cancellationToken);

    /// <summary>Deletes a user and ends their sessions.</summary>
    public Task<UserOutcome> DeleteAsync(Guid id, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, cancel) =>
            {
                if (await FindAsync(transaction, id, cancel) is not { } row)
                    return UserOutcome.Missing;
                if (await IsLastAdminAsync(transaction, row, cancel))
                    return UserOutcome.LastAdmin;
                transaction.Context.Users.Remove(row);
                return UserOutcome.Done;
            },
            cancellationToken);

    /// <summary>Has somebody be an admin with this password, whoever they were before, and ends their sessions when the password is another one.</summary>
    /// <param name="name">The name; a user of that name is changed, else one is added.</param>
    /// <param name="passwordHash">The hash, or null to leave a password that is there.</param>
    /// <param name="isConfigured">Whether the environment asks for it, so that the pages cannot change the password.</param>
    /// <param name="cancellationToken">Ends the wait for a turn.</param>
    public Task<UserOutcome> EnsureAdminAsync(string name, string passwordHash, bool isConfigured, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, cancel) =>
            {
                var key = UserMapping.KeyOf(name);
                var row = await transaction.Context.Users.AsTracking().FirstOrDefaultAsync(user => user.NameKey == key, cancel) ?? Add(transaction, name, AccessRole.Admin, passwordHash);
                (row.Role, row.IsConfigured) = ((int)AccessRole.Admin, isConfigured);
                if (row.PasswordHash == passwordHash)
                    return UserOutcome.Done;
                row.PasswordHash = passwordHash;
                await transaction.Context.Sessions.Where(session => session.UserId == row.Id).ExecuteDeleteAsync(cancel);
                return UserOutcome.Done;
            },
            cancellationToken);

    /// <summary>Says that the environment sets nobody's password any more: passwords stay, and the pages can change them.</summary>
    public Task<UserOutcome> ForgetConfiguredAsync(CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, cancel) =>
            {
                await transaction.Context.Users.Where(row => row.IsConfigured).ExecuteUpdateAsync(row => row.SetProperty(user => user.IsConfigured, false), cancel);
                return UserOutcome.Done;
            },
            cancellationToken);

    /// <summary>The user whom the identity provider names; one who comes for the first time is added, and the role is what the provider says each time.</summary>
    public Task<User> EnsureSubjectAsync(string subject, string name, AccessRole role, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var row = await transaction.Context.Users.AsTracking().FirstOrDefaultAsync(user => user.Subject == subject, cancel);
                if (row is null)
                {
                    row = Add(transaction, await FreeNameAsync(transaction, name, cancel), role, passwordHash: null);
                    row.Subject = subject;
                }

                row.Role = (int)role;
                await transaction.SaveAsync(cancel);
                return row.ToUser();
            },
            cancellationToken);

    /// <summary>Puts a newer hash of the same password in place of the one that was read.</summary>
    public Task<UserOutcome> RehashAsync(Guid id, string before, string after, CancellationToken cancellationToken) =>
        WriteAsync(
            async (transaction, cancel) =>
            {
                await transaction.Context.Users.Where(row => row.Id == id && row.PasswordHash == before).ExecuteUpdateAsync(row => row.SetProperty(user => user.PasswordHash, after), cancel);
                return UserOutcome.Done;
            },
            cancellationToken);

    private Task<UserOutcome> WriteAsync(Func<StoreTransaction, CancellationToken, Task<UserOutcome>> work, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var outcome = await work(transaction, cancel);
                await transaction.SaveAsync(cancel);
                return outcome;
            },
            cancellationToken);

    private static UserRow Add(StoreTransaction transaction, string name, AccessRole role, string? passwordHash)
    {
        var row = new UserRow
        {
            Id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(transaction.Now)),
            Name = name.Trim(),
            NameKey = UserMapping.KeyOf(name),
            Role = (int)role,
            PasswordHash = passwordHash,
            CreatedAt = transaction.Now,
        };
        transaction.Context.Users.Add(row);
        return row;
    }

    private static void Apply(UserRow row, UserChange change)
    {
        if (change.Name is { } name)
            (row.Name, row.NameKey) = (name.Trim(), UserMapping.KeyOf(name));
        row.Role = (int?)change.Role ?? row.Role;
        row.PasswordHash = change.PasswordHash ?? row.PasswordHash;
    }

    private static Task<UserRow?> FindAsync(StoreTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        transaction.Context.Users.AsTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);

    private static Task<bool> IsTakenAsync(StoreTransaction transaction, string name, Guid? except, CancellationToken cancellationToken)
    {
        var key = UserMapping.KeyOf(name);
        return transaction.Context.Users.AnyAsync(row => row.NameKey == key && row.Id != except, cancellationToken);
    }

    private static async Task<bool> IsLastAdminAsync(StoreTransaction transaction, UserRow row, CancellationToken cancellationToken) =>
        row.Role == (int)AccessRole.Admin && !await transaction.Context.Users.AnyAsync(other => other.Id != row.Id && other.Role == (int)AccessRole.Admin, cancellationToken);

    /// <summary>The name, or the name with a number when somebody else has it.</summary>
    private static async Task<string> FreeNameAsync(StoreTransaction transaction, string name, CancellationToken cancellationToken)
    {
        var free = name.Trim()[..Math.Min(name.Trim().Length, User.LongestName - 6)];
        for (var number = 2; await IsTakenAsync(transaction, free, null, cancellationToken); number++)
            free = $"{name.Trim()[..Math.Min(name.Trim().Length, User.LongestName - 6)]} {number}";
        return free;
    }
}
