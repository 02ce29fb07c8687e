using System.ComponentModel.DataAnnotations;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Live;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ChangeDetection.Api.Watches;

/// <summary>Watches as the pages use them.</summary>
internal static class WatchEndpoints
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1000;

    /// <summary>The routes.</summary>
    public static void MapWatches(this IEndpointRouteBuilder routes)
    {
        var watches = routes.MapGroup("/api/v2/watches").WithTags("Watches");
        watches.MapGet("/", List);
        watches.MapPost("/", Create);
        watches.MapPut("/", WatchUpserts.Put);
        watches.MapGet("/{id}", Get);
        watches.MapPatch("/{id}", Edit);
        watches.MapDelete("/{id}", Delete);
        watches.MapPost("/{id}/recheck", Recheck);
        watches.MapPost("/{id}/viewed", MarkViewed);
        watches.MapPost("/{id}/replay", TryRules);
        watches.MapGet("/{id}/snapshots", ListSnapshots);
        watches.MapGet("/{id}/snapshots/{number:int}", GetSnapshot);
    }

    /// <summary>A page of the list, newest watch first.</summary>
    internal static async Task<Ok<WatchListView>> List(
        WatchCatalog catalog, GroupCatalog groups, ChangeFeed feed, WatchCursor? after, [Range(1, LargestLimit)] int? limit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ReadListAsync(catalog, await groups.ListAsync(cancellationToken), feed, after, limit ?? DefaultLimit, cancellationToken));

    /// <summary>Makes a watch and has it checked at once.</summary>
    /// <remarks>Sent again with the same <c>Idempotency-Key</c> it makes no second watch.</remarks>
    internal static async Task<Results<Created<WatchSummary>, ValidationProblem>> Create(
        CreateWatch create, [FromHeader(Name = "Idempotency-Key")][StringLength(WatchKey.MaxLength)] string? key,
        WatchCatalog catalog, GlobalSettingsStore settings, CheckRequests requests, WatchUrlRules urls, TimeProvider clock, HttpRequest request, CancellationToken cancellationToken)
    {
        var global = await settings.ReadAsync(cancellationToken);
        if (WatchChecks.Check(create, WatchDrafts.Blank, global, urls, clock) is { IsEmpty: false } problems)
            return TypedResults.ValidationProblem(problems.ByField);
        var id = string.IsNullOrEmpty(key) ? WatchId.New(clock) : WatchKey.ToId(key);
        var isThere = await catalog.FindAsync(id, cancellationToken) is not null;
        var watch = (await catalog.CreateAsync([(id, WatchDrafts.Apply(create, WatchDrafts.Blank, global.Groups))], cancellationToken))[0];
        if (!isThere && !watch.IsPaused)
            await requests.RequestAsync([watch.Id], CheckPriority.Manual, cancellationToken);
        return TypedResults.Created($"{request.PathBase}/api/v2/watches/{watch.Id}", WatchSummary.From(watch, global.Groups));
    }

    /// <summary>One watch with what a person can change on it; secrets stand there as <c>***</c> unless <c>secrets=true</c>.</summary>
    internal static async Task<Results<Ok<WatchView>, NotFound>> Get(WatchId id, bool? secrets, WatchCatalog catalog, GroupCatalog groups, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is not { } watch)
            return TypedResults.NotFound();
        response.Headers.ETag = WatchVersion.Of(watch);
        return TypedResults.Ok(WatchView.From(watch, await groups.ListAsync(cancellationToken), secrets is true));
    }

    /// <summary>Changes a watch; when that changes what is compared and its schedule is open, the page is looked at again at once.</summary>
    /// <remarks>With <c>If-Match</c> only the version of that <c>ETag</c> is changed; another answer is 412.</remarks>
    internal static async Task<Results<Ok<WatchView>, NotFound, ValidationProblem, ProblemHttpResult>> Edit(
        WatchId id, EditWatch edit, WatchCatalog catalog, GlobalSettingsStore settings, CheckRequests requests, ScheduleDefaults defaults, WatchUrlRules urls, TimeProvider clock, HttpContext context, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is not { } watch)
            return TypedResults.NotFound();
        var global = await settings.ReadAsync(cancellationToken);
        if (WatchChecks.Check(edit, WatchDraft.From(watch), global, urls, clock) is { IsEmpty: false } problems)
            return TypedResults.ValidationProblem(problems.ByField);
        Watch? edited;
        try
        {
            edited = await catalog.EditAsync(
                id,
                current => WatchVersion.IsWanted(context.Request, current) ? WatchDrafts.Apply(edit, WatchDraft.From(current), global.Groups) : throw new WatchChangedException(),
                cancellationToken);
        }
        catch (WatchChangedException changed)
        {
            return TypedResults.Problem(changed.Message, statusCode: StatusCodes.Status412PreconditionFailed);
        }

        if (edited is null)
            return TypedResults.NotFound();
        context.Response.Headers.ETag = WatchVersion.Of(edited);
        var isOpen = CheckSchedule.ClosedUntil(GroupMembership.Join(edited.Url, edited.Settings, global.Groups), global, defaults, clock.GetUtcNow()) is null;
        if (WatchDrafts.AffectsChecks(edit) && !edited.IsPaused && isOpen)
            await requests.RequestAsync([id], CheckPriority.Manual, cancellationToken);
        return TypedResults.Ok(WatchView.From(edited, global.Groups));
    }

    /// <summary>Deletes a watch with its history.</summary>
    internal static async Task<Results<NoContent, NotFound>> Delete(WatchId id, WatchCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>Has a watch checked now, paused or not.</summary>
    internal static async Task<Results<Accepted, NotFound>> Recheck(WatchId id, WatchCatalog catalog, CheckRequests requests, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is null)
            return TypedResults.NotFound();
        await requests.RequestAsync([id], CheckPriority.Manual, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    /// <summary>Notes that a person has looked at the newest difference.</summary>
    internal static async Task<Results<NoContent, NotFound>> MarkViewed(WatchId id, WatchCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.MarkViewedAsync(id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    /// <summary>Says which of the newest stored versions would have been a change under these rules; stores nothing.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<ReplayView>>, NotFound, ValidationProblem>> TryRules(
        WatchId id, RulesView rules, WatchCatalog catalog, WatchReplay replay, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (WatchChecks.CheckRules(new EditWatch { Rules = rules }, clock) is { IsEmpty: false } problems)
            return TypedResults.ValidationProblem(problems.ByField);
        return await catalog.FindAsync(id, cancellationToken) is { } watch
            ? TypedResults.Ok(await replay.RunAsync(watch, rules, cancellationToken))
            : TypedResults.NotFound();
    }

    /// <summary>The stored versions of a watch, oldest first.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<SnapshotView>>, NotFound>> ListSnapshots(
        WatchId id, WatchCatalog catalog, SnapshotArchive archive, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is null)
            return TypedResults.NotFound();
        var snapshots = await archive.ListAsync(id, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<SnapshotView>>([.. snapshots.Select(SnapshotView.From)]);
    }

    /// <summary>The text of a stored version, always as plain text.</summary>
    internal static async Task<Results<ContentHttpResult, NotFound>> GetSnapshot(WatchId id, int number, SnapshotArchive archive, CancellationToken cancellationToken) =>
        await archive.ReadAsync(id, number, cancellationToken) is { } text ? TypedResults.Text(text, "text/plain; charset=utf-8") : TypedResults.NotFound();

    /// <summary>Reads a page of the list together with its place in the sequence of changes.</summary>
    private static async Task<WatchListView> ReadListAsync(
        WatchCatalog catalog, IReadOnlyList<WatchGroup> groups, ChangeFeed feed, WatchCursor? after, int limit, CancellationToken cancellationToken)
    {
        // First the number, then the rows: a change in between is told twice rather than never.
        var (epoch, revision, totals) = await feed.ReadHeadAsync(cancellationToken);
        var page = await catalog.PageAsync(after, limit, cancellationToken);
        return new WatchListView(epoch, revision, totals, [.. page.Watches.Select(watch => WatchSummary.From(watch, groups))], page.Next?.ToString());
    }
}
