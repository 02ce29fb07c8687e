using ChangeDetection.Infrastructure.Storage.Icons;

namespace ChangeDetection.Api.Icons;

/// <summary>The icons that lists show.</summary>
internal static class IconEndpoints
{
    public static WebApplication MapIcons(this WebApplication app)
    {
        app.MapGet("/api/v2/icons/{id:regex(^[0-9a-f]{{32}}$)}", Get).WithTags("Watches");
        return app;
    }

    /// <summary>An icon by its name. The name stands for the bytes, so a client may keep it for ever.</summary>
    internal static async Task<IResult> Get(string id, HttpContext context, WatchIcons icons, CancellationToken cancellationToken) =>
        await icons.FindAsync(id, cancellationToken) is { } icon
            ? IconAnswer.Of(context, icon, "private, max-age=31536000, immutable")
            : TypedResults.Problem("There is no icon of that name.", statusCode: StatusCodes.Status404NotFound);
}
