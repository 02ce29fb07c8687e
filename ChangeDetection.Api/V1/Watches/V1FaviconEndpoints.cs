using ChangeDetection.Api.Icons;
using ChangeDetection.Api.V1.Answers;
using ChangeDetection.Infrastructure.Storage.Icons;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>The icon of a watch's site in the v1 API (peer behaviour, section 1.10).</summary>
internal static class V1FaviconEndpoints
{
    public static void MapFavicons(this IEndpointRouteBuilder v1) => v1.MapGet("/watch/{uuid:watch}/favicon", Get);

    /// <summary>The picture, with the type its bytes have.</summary>
    internal static async Task<IResult> Get(WatchReference uuid, HttpContext context, WatchCatalog catalog, WatchIcons icons, CancellationToken cancellationToken)
    {
        if (uuid.Id is not { } id || await catalog.FindAsync(id, cancellationToken) is not { } watch)
            return V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoWatch(uuid.Text));
        return watch.State.IconId is { } name && await icons.FindAsync(name, cancellationToken) is { } icon
            ? IconAnswer.Of(context, icon, "max-age=300, must-revalidate")
            : V1Answer.Problem(StatusCodes.Status404NotFound, V1Messages.NoFavicon(id));
    }
}
