using System.ComponentModel.DataAnnotations;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Operations;

/// <summary>The queue and the log of checks as the pages use them.</summary>
internal static class QueueEndpoints
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1000;

    /// <summary>The routes.</summary>
    public static void MapQueue(this IEndpointRouteBuilder routes)
    {
        var queue = routes.MapGroup("/api/v2/queue").WithTags("Queue");
        queue.MapGet("/", Read);
        queue.MapPost("/clear", Clear);
        var watches = routes.MapGroup("/api/v2/watches/{id}").WithTags("Queue");
        watches.MapPost("/front", MoveToFront);
        watches.MapPost("/cancel", Cancel);
        watches.MapGet("/checks", ListChecks);
    }

    /// <summary>What runs and a part of what waits.</summary>
    internal static async Task<Ok<QueueView>> Read(
        QueueReader reader, [Range(0, int.MaxValue)] int? offset, [Range(1, LargestLimit)] int? limit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ReadAsync(offset ?? 0, limit ?? DefaultLimit, cancellationToken));

    /// <summary>Calls off everything that waits; each watch is checked again an interval from now.</summary>
    internal static async Task<Ok<QueueCleared>> Clear(CheckLedger ledger, CancellationToken cancellationToken) =>
        TypedResults.Ok(new QueueCleared(await ledger.ClearAsync(cancellationToken)));

    /// <summary>Has a watch checked before all others.</summary>
    internal static async Task<Results<Accepted, NotFound>> MoveToFront(WatchId id, WatchCatalog catalog, CheckRequests requests, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is null)
            return TypedResults.NotFound();
        await requests.RequestAsync([id], CheckPriority.Front, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    /// <summary>Calls the waiting or running check of a watch off.</summary>
    internal static async Task<Results<NoContent, NotFound>> Cancel(WatchId id, CheckRequests requests, CancellationToken cancellationToken) =>
        await requests.CancelAsync(id, cancellationToken) is null ? TypedResults.NotFound() : TypedResults.NoContent();

    /// <summary>The last checks of a watch, newest first.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<CheckLogView>>, NotFound>> ListChecks(
        WatchId id, WatchCatalog catalog, CheckLog log, [Range(1, CheckLog.Length)] int? limit, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(id, cancellationToken) is null)
            return TypedResults.NotFound();
        var entries = await log.ReadAsync(id, limit ?? CheckLog.Length, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<CheckLogView>>([.. entries.Select(CheckLogView.From)]);
    }
}
