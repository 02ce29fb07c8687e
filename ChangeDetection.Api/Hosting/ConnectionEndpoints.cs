using Microsoft.AspNetCore.Http.HttpResults;

namespace ChangeDetection.Api.Hosting;

/// <summary>What the server sees of a visitor's connection, for the page that tests it.</summary>
internal static class ConnectionEndpoints
{
    private const string BasePath = "/api/v2/connection";

    /// <summary>The routes.</summary>
    public static void MapConnection(this IEndpointRouteBuilder routes)
    {
        var connection = routes.MapGroup(BasePath).WithTags("Connection");
        connection.MapGet("/", Get);
        connection.MapGet("/attempts/{attempt:guid}", Attempt);
    }

    /// <summary>How this very request arrived, and what arrived of an earlier attempt to open a WebSocket.</summary>
    internal static Ok<ConnectionView> Get(HttpContext context, ReverseProxySettings settings, UpgradeAttempts attempts, Guid? attempt) =>
        TypedResults.Ok(ConnectionView.Of(context, settings, attempt is { } id ? attempts.Find(id) : null));

    /// <summary>Keeps what arrived of an attempt to open a WebSocket; none is opened.</summary>
    internal static NoContent Attempt(Guid attempt, HttpContext context, UpgradeAttempts attempts)
    {
        attempts.Keep(attempt, ArrivedHeaders.Of(context));
        return TypedResults.NoContent();
    }
}
