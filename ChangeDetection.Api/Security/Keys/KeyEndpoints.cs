using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Security.Keys;

/// <summary>The named keys of the REST API, for admins.</summary>
internal static class KeyEndpoints
{
    private static readonly Dictionary<string, AccessRole> Scopes = new(StringComparer.Ordinal) { ["read"] = AccessRole.Viewer, ["write"] = AccessRole.Editor, ["admin"] = AccessRole.Admin };

    /// <summary>The routes.</summary>
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v2/keys").WithTags("Keys").RequireAuthorization(Roles.Admin);
        keys.MapGet("/", List);
        keys.MapPost("/", Make);
        keys.MapDelete("/{id:guid}", Delete);
    }

    /// <summary>All keys, by name.</summary>
    internal static async Task<Ok<IReadOnlyList<KeyView>>> List(KeyStore keys, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<KeyView>>([.. (await keys.ListAsync(cancellationToken)).Select(KeyView.From)]);

    /// <summary>Makes a key; the answer is the only one that holds it.</summary>
    internal static async Task<Results<Ok<MadeKeyView>, ValidationProblem>> Make(KeyForm form, KeyStore keys, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        problems.Add("name", form.Name?.Trim().Length is null or 0 or > NamedKey.LongestName ? $"Say in 1 to {NamedKey.LongestName} characters what the key is for." : null);
        problems.Add("scope", form.Scope is { } scope && Scopes.ContainsKey(scope) ? null : "Choose read, write or admin.");
        if (problems.IsEmpty && await keys.MakeAsync(form.Name!, Scopes[form.Scope!], cancellationToken) is { } made)
            return TypedResults.Ok(new MadeKeyView(KeyView.From(made.Key), made.Secret));
        problems.Add("", problems.IsEmpty ? $"There are {NamedKey.Most} keys already; delete one that is not used." : null);
        return TypedResults.ValidationProblem(problems.ByField);
    }

    /// <summary>Deletes a key: it opens nothing from now on.</summary>
    internal static async Task<Results<NoContent, NotFound>> Delete(Guid id, KeyStore keys, CancellationToken cancellationToken) =>
        await keys.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();
}
