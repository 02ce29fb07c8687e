using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Api.Live.Operating;
using ChangeDetection.Core.Listing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Live;

/// <summary>What the live connection gives, for those who have none: lists, changes after a number, and operations on many watches.</summary>
internal static class ListEndpoints
{
    private const int DefaultCount = 100;
    private const int LargestCount = 1000;

    public static void MapLists(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v2").WithTags("Live");
        api.MapGet("/list", Read);
        api.MapGet("/events", Events).RequireRateLimiting(LiveLimits.Lasting);
        api.MapPost("/operations", Operate);
    }

    /// <summary>A part of a list in any order, as it is now: by place, or after the cursor of the part before.</summary>
    internal static async Task<Results<Ok<ListPartView>, JsonHttpResult<JsonObject>, ValidationProblem>> Read(
        [AsParameters] ListRequest list,
        [Range(0, int.MaxValue)] int? first,
        [Range(0, LargestCount)] int? count,
        string? after,
        string? fields,
        ListReader reader,
        IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json,
        CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        var query = list.Read(problems);
        var cursor = CursorOf(after, query, problems);
        var chosen = RowFields.Read(fields, problems);
        if (!problems.IsEmpty)
            return TypedResults.ValidationProblem(problems.ByField);
        var part = cursor is null
            ? await reader.ReadAsync(query, first ?? 0, count ?? DefaultCount, cancellationToken)
            : await reader.ReadAsync(query, cursor, count ?? DefaultCount, cancellationToken);
        return chosen is null ? TypedResults.Ok(part) : TypedResults.Json(RowFields.Select(part, chosen, json.Value.SerializerOptions));
    }

    private static ListCursor? CursorOf(string? after, ListQuery query, FieldProblems problems)
    {
        if (string.IsNullOrEmpty(after))
            return null;
        if (ListCursor.TryParse(after, query, out var cursor))
            return cursor;
        problems.Add("after", "This is no cursor of this list: take 'next' of the part before, and ask with the same sort and order.");
        return null;
    }

    /// <summary>What changed after a number: as one answer, or for ever as server-sent events when the client accepts those.</summary>
    internal static async Task<Results<Ok<LiveChangesView>, ServerSentEventsResult<LiveChangesView>>> Events(
        [Range(0, long.MaxValue)] long? after,
        string? epoch,
        [FromHeader(Name = "Last-Event-ID")] string? lastEvent,
        HttpRequest request,
        EventStream stream,
        CancellationToken cancellationToken)
    {
        var (knownEpoch, position) = EventStream.Place(lastEvent) ?? (epoch, after ?? 0);
        if (request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
            return TypedResults.ServerSentEvents(stream.ReadAsync(knownEpoch, position, cancellationToken));
        return TypedResults.Ok(await stream.NextAsync(knownEpoch, position, cancellationToken));
    }

    /// <summary>Does something with many watches.</summary>
    internal static async Task<Results<Ok<OperationResult>, ValidationProblem>> Operate(
        OperationRequest request, WatchOperations operations, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        return await operations.RunAsync(request, problems, cancellationToken) is { } result ? TypedResults.Ok(result) : TypedResults.ValidationProblem(problems.ByField);
    }
}
