using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.Feeds;

/// <summary>RSS and Atom at the addresses of the reference (peer behaviour, section 8.6). The token in the address opens them, and nothing else.</summary>
internal static class FeedEndpoints
{
    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        var feeds = routes.MapGroup("/rss").ExcludeFromDescription().AllowAnonymous();
        feeds.MapGet("/", All);
        // Any text may stand in the path, so that a wrong one is answered here, in plain text that repeats nothing.
        feeds.MapGet("/tag/{id}", OfGroup);
        feeds.MapGet("/watch/{id}", OfWatch);
    }

    /// <summary>The newest change of each watch that nobody has looked at, perhaps of one group only.</summary>
    internal static async Task<IResult> All([AsParameters] FeedRequest feed, string? tag, FeedReader reader, CancellationToken cancellationToken)
    {
        var (opening, problem) = await feed.OpenAsync(cancellationToken);
        if (opening is null)
            return problem!;
        if (string.IsNullOrWhiteSpace(tag))
            return feed.Answer(opening, await reader.ReadAllAsync(opening.Address, opening.Settings, cancellationToken));
        if (opening.Settings.Groups.FirstOrDefault(group => group.IsCalled(tag)) is not { } wanted)
            return FeedRequest.Plain(StatusCodes.Status404NotFound, "tag: there is no group with this title or UUID.");
        return feed.Answer(opening, await reader.ReadGroupAsync(opening.Address, opening.Settings, wanted, cancellationToken));
    }

    /// <summary>The newest change of each watch of a group that nobody has looked at.</summary>
    internal static async Task<IResult> OfGroup(string id, [AsParameters] FeedRequest feed, FeedReader reader, CancellationToken cancellationToken)
    {
        var (opening, problem) = await feed.OpenAsync(cancellationToken);
        if (opening is null)
            return problem!;
        return opening.Settings.Groups.FirstOrDefault(group => string.Equals(group.Id, id, StringComparison.OrdinalIgnoreCase)) is { } group
            ? feed.Answer(opening, await reader.ReadGroupAsync(opening.Address, opening.Settings, group, cancellationToken))
            : FeedRequest.Plain(StatusCodes.Status404NotFound, Guid.TryParseExact(id, "D", out var uuid) ? $"Tag with UUID {uuid} not found" : "There is no such tag.");
    }

    /// <summary>The last changes of a watch.</summary>
    internal static async Task<IResult> OfWatch(string id, [AsParameters] FeedRequest feed, FeedReader reader, WatchCatalog catalog, CancellationToken cancellationToken)
    {
        var (opening, problem) = await feed.OpenAsync(cancellationToken);
        if (opening is null)
            return problem!;
        if (!WatchId.TryParse(id, null, out var uuid))
            return FeedRequest.Plain(StatusCodes.Status404NotFound, "There is no such watch.");
        if (await catalog.FindAsync(uuid, cancellationToken) is not { } watch)
            return FeedRequest.Plain(StatusCodes.Status404NotFound, $"Watch with UUID {uuid} not found");
        return await reader.ReadWatchAsync(opening.Address, opening.Settings, watch, cancellationToken) is { } changes
            ? feed.Answer(opening, changes)
            : FeedRequest.Plain(StatusCodes.Status400BadRequest, $"Watch {uuid} does not have enough history snapshots to show changes (need at least 2)");
    }
}
