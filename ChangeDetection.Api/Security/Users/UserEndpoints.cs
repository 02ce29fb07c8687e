using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Security.Users;

/// <summary>The users, for admins.</summary>
internal static class UserEndpoints
{
    /// <summary>The routes.</summary>
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/v2/users").WithTags("Users").RequireAuthorization(Roles.Admin);
        users.MapGet("/", List);
        users.MapPost("/", Add);
        users.MapPatch("/{id:guid}", Change);
        users.MapDelete("/{id:guid}", Delete);
    }

    /// <summary>All users, by name.</summary>
    internal static async Task<Ok<IReadOnlyList<UserView>>> List(UserStore users, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<UserView>>([.. (await users.ListAsync(cancellationToken)).Select(UserView.From)]);

    /// <summary>Adds a user.</summary>
    internal static async Task<Results<NoContent, ValidationProblem>> Add(UserForm form, HttpContext context, UserStore users, Passwords passwords, CancellationToken cancellationToken)
    {
        var problems = Check(form);
        problems.Add("name", form.Name is null ? "Give a name." : null);
        problems.Add("password", form.Password is null ? Password.ProblemWith(null) : null);
        // The first user is made at the set-up page: who adds another one before that would be locked out.
        problems.Add("", Visitor.Of(context.User)?.Means is Means.Open ? "Make the first user at the page setup." : null);
        if (!problems.IsEmpty)
            return TypedResults.ValidationProblem(problems.ByField);
        var outcome = await users.AddAsync(form.Name!, Roles.Find(form.Role) ?? AccessRole.Viewer, passwords.Hash(form.Password!), cancellationToken);
        return outcome is UserOutcome.Done ? TypedResults.NoContent() : Refused(outcome);
    }

    /// <summary>Changes a user; a new password or role signs them out everywhere.</summary>
    internal static async Task<Results<NoContent, NotFound, ValidationProblem>> Change(
        Guid id, UserForm form, HttpContext context, UserStore users, Passwords passwords, CancellationToken cancellationToken)
    {
        if (Check(form) is { IsEmpty: false } problems)
            return TypedResults.ValidationProblem(problems.ByField);
        var change = new UserChange(form.Name, Roles.Find(form.Role), form.Password is { } password ? passwords.Hash(password) : null);
        return await users.ChangeAsync(id, change, Visitor.Of(context.User)?.SessionId, cancellationToken) switch
        {
            UserOutcome.Done => TypedResults.NoContent(),
            UserOutcome.Missing => TypedResults.NotFound(),
            var outcome => Refused(outcome),
        };
    }

    /// <summary>Deletes a user and signs them out everywhere.</summary>
    internal static async Task<Results<NoContent, NotFound, ValidationProblem>> Delete(Guid id, UserStore users, CancellationToken cancellationToken) =>
        await users.DeleteAsync(id, cancellationToken) switch
        {
            UserOutcome.Done => TypedResults.NoContent(),
            UserOutcome.Missing => TypedResults.NotFound(),
            var outcome => Refused(outcome),
        };

    private static FieldProblems Check(UserForm form)
    {
        var problems = new FieldProblems();
        problems.Add("name", form.Name is null ? null : form.Name.Trim().Length is 0 or > User.LongestName || form.Name.Any(char.IsControl) ? $"A name has 1 to {User.LongestName} characters." : null);
        problems.Add("role", form.Role is null || Roles.Names.Contains(form.Role) ? null : $"Choose one of {string.Join(", ", Roles.Names)}.");
        problems.Add("password", form.Password is null ? null : Password.ProblemWith(form.Password));
        return problems;
    }

    private static ValidationProblem Refused(UserOutcome outcome)
    {
        var problems = new FieldProblems();
        var (field, words) = outcome switch
        {
            UserOutcome.NameTaken => ("name", "Another user has this name."),
            UserOutcome.LastAdmin => ("role", "This is the last admin; make somebody else an admin first."),
            UserOutcome.Configured => ("password", "The environment sets this password (ADMIN_PASSWORD or SALTED_PASS); change it there."),
            _ => ("", "The user could not be changed."),
        };
        problems.Add(field, words);
        return TypedResults.ValidationProblem(problems.ByField);
    }
}
