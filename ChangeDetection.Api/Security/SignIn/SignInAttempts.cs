using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;

namespace ChangeDetection.Api.Security.SignIn;

/// <summary>Signs people in by name and password, slowly for those who guess: by place, by account at a place, and by account.</summary>
internal sealed class SignInAttempts(UserStore users, SessionStore sessions, Passwords passwords, AttemptLimits limits)
{
    private const int MostOfPlace = 30;
    private const int MostOfAccountAtPlace = 10;
    private const int MostOfAccount = 100;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);
    private static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>Tries a password and begins a session when it is right.</summary>
    public async Task<SignInOutcome> TryAsync(HttpContext context, string name, string password, bool isRemembered, CancellationToken cancellationToken)
    {
        var names = NamesOf(context, name);
        if (names.Max(limit => limits.WaitOf(limit.Name, limit.Most)) is { } wait)
            return new SignInOutcome.TooMany(wait);
        // Counted before it is tried: those who try at once gain nothing.
        names.ForEach(limit => limits.Note(limit.Name));
        var found = password.Length <= Password.Longest ? await users.FindForSignInAsync(name, cancellationToken) : null;
        var (isRight, isOld) = await passwords.VerifyAsync(found?.PasswordHash, password.Length <= Password.Longest ? password : "", cancellationToken);
        if (found is not { } account || !isRight)
            return new SignInOutcome.Wrong();
        names.ForEach(limit => limits.Forget(limit.Name));
        if (isOld)
            await users.RehashAsync(account.User.Id, account.PasswordHash!, passwords.Hash(password), cancellationToken);
        await BeginAsync(context, account.User, isRemembered, cancellationToken);
        return new SignInOutcome.Done();
    }

    /// <summary>Whether this is the password of a signed-in user; guesses count as attempts to sign in.</summary>
    public async Task<SignInOutcome> ConfirmAsync(HttpContext context, User user, string password, CancellationToken cancellationToken)
    {
        var names = NamesOf(context, user.Name);
        if (names.Max(limit => limits.WaitOf(limit.Name, limit.Most)) is { } wait)
            return new SignInOutcome.TooMany(wait);
        var found = await users.FindForSignInAsync(user.Name, cancellationToken);
        if ((await passwords.VerifyAsync(found?.PasswordHash, password, cancellationToken)).IsRight)
            return new SignInOutcome.Done();
        names.ForEach(limit => limits.Note(limit.Name));
        return new SignInOutcome.Wrong();
    }

    /// <summary>Begins a session of a user whose identity is beyond doubt; one that the browser had before ends.</summary>
    public async Task BeginAsync(HttpContext context, User user, bool isRemembered, CancellationToken cancellationToken)
    {
        if (SessionCookie.Of(context.Request) is { } old && await sessions.FindAsync(old, cancellationToken) is { } before)
            await sessions.EndAsync(before.User.Id, before.Id, cancellationToken);
        var token = await sessions.BeginAsync(
            user.Id, isRemembered ? Remembered : Idle, context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent.ToString(), cancellationToken);
        SessionCookie.Set(context, token, isRemembered ? Remembered : null);
    }

    private static List<(string Name, int Most)> NamesOf(HttpContext context, string name)
    {
        var place = AttemptLimits.PlaceOf(context.Connection.RemoteIpAddress);
        var account = name.Trim().ToUpperInvariant()[..Math.Min(name.Trim().Length, User.LongestName)];
        return [($"sign-in from {place}", MostOfPlace), ($"sign-in of {account} from {place}", MostOfAccountAtPlace), ($"sign-in of {account}", MostOfAccount)];
    }
}
