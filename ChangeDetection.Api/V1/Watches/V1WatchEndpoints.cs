using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.AspNetCore.Mvc;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>The watches of the v1 API.</summary>
internal static class V1WatchEndpoints
{
    public static void MapWatches(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/watch", ListWatches);
        v1.MapPost("/watch", CreateWatch).WithMetadata(V1Body.Limit);
        v1.MapGet("/watch/{uuid:watch}", GetWatch);
        v1.MapPut("/watch/{uuid:watch}", EditWatch).WithMetadata(V1Body.Limit);
        v1.MapDelete("/watch/{uuid:watch}", DeleteWatch);
    }

    /// <summary>All watches in short form by UUID, or a recheck of all of them.</summary>
    internal static async Task<V1Answer> ListWatches(
        [FromQuery(Name = "recheck_all")] string? recheckAll, string? tag, RecheckOfAll recheck, WatchCatalog catalog, GroupCatalog tags, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(recheckAll))
            return await recheck.RunAsync(cancellationToken);
        var groups = await tags.ListAsync(cancellationToken);
        var watches = await catalog.ListAsync(cancellationToken);
        var wanted = string.IsNullOrEmpty(tag) ? watches : watches.Where(watch => IsIn(watch, tag, groups));
        return V1Answer.Of(StatusCodes.Status200OK, wanted.ToDictionary(watch => watch.Id.ToString(), watch => V1WatchEntry.Of(watch, groups)));
    }

    private static bool IsIn(Watch watch, string title, IReadOnlyList<WatchGroup> groups) =>
        GroupMembership.Of(watch.Url, watch.Settings.Tags, groups).Any(group => string.Equals(group.Title, title.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes a watch.</summary>
    internal static async Task<V1Answer> CreateWatch(HttpRequest request, WatchCreation creation, CancellationToken cancellationToken) =>
        await V1Body.ReadAsync(request, WatchSchema.Create, cancellationToken) switch
        {
            BodyReading.Accepted accepted => await creation.CreateAsync(accepted.Body, cancellationToken),
            var refused => ((BodyReading.Refused)refused).Answer,
        };

    /// <summary>A watch in full, or an action on it.</summary>
    internal static async Task<V1Answer> GetWatch(WatchReference uuid, [AsParameters] WatchActions actions, WatchCatalog catalog, GroupCatalog tags, CancellationToken cancellationToken)
    {
        if (uuid.Id is not { } id || await catalog.FindAsync(id, cancellationToken) is not { } watch)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoWatch(uuid.Text));
        return await actions.TryRunAsync(id, cancellationToken) ? V1Answer.Ok : V1Answer.Of(StatusCodes.Status200OK, V1WatchView.Of(watch, await tags.ListAsync(cancellationToken)));
    }

    /// <summary>Replaces the fields that are in the body.</summary>
    internal static async Task<V1Answer> EditWatch(WatchReference uuid, HttpRequest request, WatchEditing editing, CancellationToken cancellationToken) =>
        await V1Body.ReadAsync(request, WatchSchema.Edit, cancellationToken) switch
        {
            BodyReading.Accepted accepted => await editing.EditAsync(uuid, accepted.Body, cancellationToken),
            var refused => ((BodyReading.Refused)refused).Answer,
        };

    /// <summary>Deletes a watch with its history. A missing one is a 400, as clients know it.</summary>
    internal static async Task<V1Answer> DeleteWatch(WatchReference uuid, WatchCatalog catalog, CancellationToken cancellationToken) =>
        uuid.Id is { } id && await catalog.DeleteAsync(id, cancellationToken)
            ? V1Answer.Gone
            : V1Answer.Problem(StatusCodes.Status400BadRequest, V1Messages.NoWatch(uuid.Text));
}
