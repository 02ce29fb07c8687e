using System.Text.Json;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Api.V1.Schema;
using ChangeDetection.Api.V1.Watches;
using ChangeDetection.Infrastructure.Storage.Groups;

namespace ChangeDetection.Api.V1.Tags;

/// <summary>The tags of the v1 API (peer behaviour, section 1.11); elsewhere they are called groups.</summary>
internal static class V1TagEndpoints
{
    public static void MapTags(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/tags", List);
        v1.MapPost("/tag", Create).WithMetadata(V1Body.Limit);
        v1.MapGet("/tag/{uuid:watch}", Get);
        v1.MapPut("/tag/{uuid:watch}", Edit).WithMetadata(V1Body.Limit);
        v1.MapDelete("/tag/{uuid:watch}", Delete);
    }

    /// <summary>All tags in short form by UUID.</summary>
    internal static async Task<V1Answer> List(GroupCatalog groups, CancellationToken cancellationToken) =>
        V1Answer.Of(StatusCodes.Status200OK, (await groups.ListAsync(cancellationToken)).ToDictionary(group => group.Id, V1TagView.Short));

    /// <summary>Makes a tag. One that has the title already takes the fields and is the answer.</summary>
    internal static async Task<V1Answer> Create(HttpRequest request, GroupCatalog groups, CancellationToken cancellationToken)
    {
        switch (await V1Body.ReadAsync(request, TagSchema.Create, cancellationToken))
        {
            case BodyReading.Refused refused:
                return refused.Answer;
            case BodyReading.Accepted accepted when TagBody.ProblemIn(accepted.Body) is { } problem:
                return V1Answer.Of(StatusCodes.Status400BadRequest, problem);
            case BodyReading.Accepted accepted:
                return await CreateAsync(accepted.Body, groups, cancellationToken);
            default:
                throw new InvalidOperationException("A body is accepted or refused.");
        }
    }

    /// <summary>A tag in full, or an action on it.</summary>
    internal static async Task<V1Answer> Get(WatchReference uuid, string? recheck, string? muted, GroupCatalog groups, RecheckOfAll rechecks, CancellationToken cancellationToken)
    {
        if (await groups.FindAsync(uuid.Text, cancellationToken) is not { } group)
            return Missing(StatusCodes.Status404NotFound, uuid);
        if (!string.IsNullOrEmpty(recheck))
            return await rechecks.RunAsync(group, cancellationToken);
        if (muted is not ("muted" or "unmuted"))
            return V1Answer.Of(StatusCodes.Status200OK, V1TagView.Of(group));
        await groups.EditAsync(group.Id, current => current with { IsMuted = muted == "muted" }, cancellationToken);
        return V1Answer.Ok;
    }

    /// <summary>Replaces the fields that are in the body.</summary>
    internal static async Task<V1Answer> Edit(WatchReference uuid, HttpRequest request, GroupCatalog groups, CancellationToken cancellationToken)
    {
        switch (await V1Body.ReadAsync(request, TagSchema.Edit, cancellationToken))
        {
            case BodyReading.Refused refused:
                return refused.Answer;
            case BodyReading.Accepted accepted:
                return await EditAsync(uuid, accepted.Body, groups, cancellationToken);
            default:
                throw new InvalidOperationException("A body is accepted or refused.");
        }
    }

    /// <summary>Deletes a tag; its watches stay. A missing one is a 400, as clients know it.</summary>
    internal static async Task<V1Answer> Delete(WatchReference uuid, GroupCatalog groups, CancellationToken cancellationToken) =>
        await groups.DeleteAsync(uuid.Text, cancellationToken) ? V1Answer.Gone : Missing(StatusCodes.Status400BadRequest, uuid);

    private static async Task<V1Answer> CreateAsync(JsonElement body, GroupCatalog groups, CancellationToken cancellationToken)
    {
        try
        {
            var group = (await groups.EnsureAsync([body.GetProperty("title").GetString()!], cancellationToken))[0];
            if (body.EnumerateObject().Any(member => member.Name != "title"))
                group = await groups.EditAsync(group.Id, current => TagBody.Apply(current, body) with { Title = current.Title }, cancellationToken) ?? group;
            return V1Answer.Of(StatusCodes.Status201Created, new Dictionary<string, string> { ["uuid"] = group.Id });
        }
        catch (TooManyGroupsException tooMany)
        {
            return V1Answer.Of(StatusCodes.Status400BadRequest, tooMany.Message);
        }
    }

    private static async Task<V1Answer> EditAsync(WatchReference uuid, JsonElement body, GroupCatalog groups, CancellationToken cancellationToken)
    {
        if (await groups.FindAsync(uuid.Text, cancellationToken) is not { } group)
            return Missing(StatusCodes.Status404NotFound, uuid);
        if (TagBody.ProblemIn(body) is { } problem)
            return V1Answer.Of(StatusCodes.Status400BadRequest, problem);
        try
        {
            return await groups.EditAsync(group.Id, current => TagBody.Apply(current, body), cancellationToken) is null
                ? Missing(StatusCodes.Status404NotFound, uuid)
                : V1Answer.Ok;
        }
        catch (GroupTitleTakenException)
        {
            return V1Answer.Of(StatusCodes.Status400BadRequest, V1Messages.TitleTaken);
        }
    }

    private static V1Answer Missing(int status, WatchReference uuid) => V1Answer.Problem(status, V1Messages.NoTag(uuid.Text));
}
