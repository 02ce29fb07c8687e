using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Security.Users;

/// <summary>One's own account, for everybody who is let in.</summary>
internal static class AccountEndpoints
{
    /// <summary>The routes.</summary>
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/api/v2/account").WithTags("Account").RequireAuthorization(Roles.Viewer);
        account.MapGet("/", Get);
        account.MapPost("/password", ChangePassword);
        account.MapDelete("/sessions", SignOutElsewhere);
        account.MapDelete("/sessions/{id}", SignOut);
    }

    /// <summary>Who asks, and where they are signed in.</summary>
    internal static async Task<Ok<AccountView>> Get(HttpContext context, SessionStore sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ViewAsync(context, sessions, cancellationToken));

    /// <summary>The same for the page.</summary>
    internal static async Task<AccountView> ViewAsync(HttpContext context, SessionStore sessions, CancellationToken cancellationToken)
    {
        var visitor = Visitor.Of(context.User)!;
        var own = visitor.UserId is { } user ? await sessions.ListAsync(user, cancellationToken) : [];
        return new AccountView(visitor.Name, Roles.NameOf(visitor.Role), [.. own.Select(session => SessionView.From(session, visitor.SessionId))]);
    }

    /// <summary>Changes one's password and signs all other browsers out.</summary>
    internal static async Task<Results<NoContent, ValidationProblem>> ChangePassword(
        PasswordForm form, HttpContext context, UserStore users, SignInAttempts attempts, Passwords passwords, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        problems.Add("new", Password.ProblemWith(form.New));
        var visitor = Visitor.Of(context.User)!;
        var user = visitor.UserId is { } id ? await users.FindAsync(id, cancellationToken) : null;
        problems.Add("current", user is not { HasPassword: true } ? "You did not sign in with a password of this installation." : user.IsConfigured ? "The environment sets this password (ADMIN_PASSWORD or SALTED_PASS); change it there." : null);
        if (problems.IsEmpty)
            problems.Add("current", await ProblemWithAsync(context, user!, form.Current ?? "", attempts, cancellationToken));
        if (problems.IsEmpty && await users.ChangeAsync(user!.Id, new UserChange(PasswordHash: passwords.Hash(form.New!)), visitor.SessionId, cancellationToken) is not UserOutcome.Done)
            problems.Add("", "The password could not be changed.");
        return problems.IsEmpty ? TypedResults.NoContent() : TypedResults.ValidationProblem(problems.ByField);
    }

    /// <summary>Signs all other browsers out.</summary>
    internal static async Task<NoContent> SignOutElsewhere(HttpContext context, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (Visitor.Of(context.User) is { UserId: { } user } visitor)
            await sessions.EndAllAsync(user, visitor.SessionId, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Signs one browser out.</summary>
    internal static async Task<Results<NoContent, NotFound>> SignOut(string id, HttpContext context, SessionStore sessions, CancellationToken cancellationToken) =>
        Visitor.Of(context.User)?.UserId is { } user && await sessions.EndAsync(user, id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<string?> ProblemWithAsync(HttpContext context, User user, string password, SignInAttempts attempts, CancellationToken cancellationToken) =>
        await attempts.ConfirmAsync(context, user, password, cancellationToken) switch
        {
            SignInOutcome.Done => null,
            SignInOutcome.TooMany refused => refused.Words,
            _ => "This is not your password.",
        };
}
