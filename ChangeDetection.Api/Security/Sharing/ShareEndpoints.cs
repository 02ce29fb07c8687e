using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Pages.Failure;
using ChangeDetection.Api.Pages.Shared;
using ChangeDetection.Api.Pages.WatchHistory;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Access;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Security.Sharing;

/// <summary>Links by which anybody can read one difference: they show two versions of one watch and lead nowhere else.</summary>
internal static class ShareEndpoints
{
    private const string Page = "/shared/{secret}";
    private const int MostDays = 3650;

    /// <summary>The routes.</summary>
    public static void MapSharing(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Page, Show).AllowAnonymous().ExcludeFromDescription();
        var shares = routes.MapGroup("/api/v2/watches/{id}/shares").WithTags("Shared links");
        shares.MapGet("/", List);
        shares.MapPost("/", Make);
        shares.MapDelete("/{share:guid}", Delete);
    }

    /// <summary>The links of a watch that work, the newest first.</summary>
    internal static async Task<Ok<IReadOnlyList<ShareView>>> List(WatchId id, ShareStore shares, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<ShareView>>([.. (await shares.ListAsync(id, cancellationToken)).Select(ShareView.Of)]);

    /// <summary>Makes a link; the answer is the only one that holds it.</summary>
    internal static async Task<Results<Ok<MadeShareView>, NotFound, ValidationProblem>> Make(
        WatchId id, ShareForm form, HttpRequest request, WatchCatalog catalog, SnapshotArchive archive, ShareStore shares, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is null)
            return TypedResults.NotFound();
        var numbers = (await archive.ListAsync(id, cancellationToken)).Select(version => version.Number).ToHashSet();
        var problems = new FieldProblems();
        problems.Add("from", numbers.Contains(form.From) ? null : "There is no such version of this watch.");
        problems.Add("to", numbers.Contains(form.To) ? null : "There is no such version of this watch.");
        problems.Add("days", form.Days is null or (>= 1 and <= MostDays) ? null : $"Give a number of days from 1 to {MostDays}, or none.");
        if (problems.IsEmpty && await shares.MakeAsync(id, form.From, form.To, form.Days is { } days ? TimeSpan.FromDays(days) : null, cancellationToken) is { } made)
            return TypedResults.Ok(new MadeShareView(ShareView.Of(made.Share), $"{request.Scheme}://{request.Host}{request.PathBase}/shared/{made.Secret}"));
        problems.Add("", problems.IsEmpty ? $"This watch has {Share.MostPerWatch} links already; delete one." : null);
        return TypedResults.ValidationProblem(problems.ByField);
    }

    /// <summary>Deletes a link: it stops to work.</summary>
    internal static async Task<Results<NoContent, NotFound>> Delete(WatchId id, Guid share, ShareStore shares, CancellationToken cancellationToken) =>
        await shares.DeleteAsync(id, share, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>What a link shows.</summary>
    internal static async Task<RazorComponentResult> Show(
        string secret, HttpContext context, ShareStore shares, WatchCatalog catalog, WatchHistoryReader reader, CancellationToken cancellationToken)
    {
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        // The address is the secret: no other site learns it.
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await shares.FindAsync(secret, cancellationToken) is not { } share || await catalog.FindAsync(share.WatchId, cancellationToken) is not { } watch)
            return new RazorComponentResult<FailurePage>(new { Status = StatusCodes.Status404NotFound, Detail = "This link does not work, or does not work any more." }) { StatusCode = StatusCodes.Status404NotFound };
        return new RazorComponentResult<SharedPage>(new { View = await reader.ReadAsync(watch, share.From, share.To, cancellationToken) });
    }
}
