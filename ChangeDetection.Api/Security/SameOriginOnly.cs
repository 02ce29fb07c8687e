using ChangeDetection.Api.V1;

namespace ChangeDetection.Api.Security;

/// <summary>
/// Refuses what another site makes a visitor's browser do here: requests that change something, and live connections, must come from
/// our own pages or from a program that is no browser. The v1 API is exempt: it acts by key alone, never by what a browser sends along.
/// </summary>
internal static class SameOriginOnly
{
    public static IApplicationBuilder UseSameOriginOnly(this IApplicationBuilder app) =>
        app.Use(async (context, next) =>
        {
            if (!NeedsOurOrigin(context.Request) || IsOurs(context.Request))
            {
                await next(context);
                return;
            }

            await Results.Problem(
                title: "The request came from another site.",
                detail: "Open the page at its own address and try again. Behind a proxy, let it pass the Host header on unchanged.",
                statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
        });

    private static bool NeedsOurOrigin(HttpRequest request) =>
        !request.Path.StartsWithSegments(V1Registration.BasePath) && (!IsSafe(request.Method) || request.Path.StartsWithSegments("/live"));

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOurs(HttpRequest request)
    {
        // The browser's own word, by the address that the visitor sees; where there is none, the hosts are compared.
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        // Scheme left aside: a proxy may end TLS before us.
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && Place(from.Host, from.Port).Equals(Place(request.Host.Host, request.Host.Port), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Host and port in one spelling, the ports of http and https left out.</summary>
    private static string Place(string host, int? port) => (port is null or 80 or 443 ? new HostString(host) : new HostString(host, port.Value)).ToUriComponent();
}
