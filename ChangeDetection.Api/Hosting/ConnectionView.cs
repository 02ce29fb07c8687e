namespace ChangeDetection.Api.Hosting;

/// <summary>A visitor's connection as the server sees it.</summary>
/// <param name="Scheme">Such as <c>https</c>.</param>
/// <param name="Host">The host, with a port if one was named.</param>
/// <param name="PathBase">The path below which the pages are; empty for the root.</param>
/// <param name="RemoteAddress">Who asks; a proxy's address where its headers are not trusted.</param>
/// <param name="TrustsForwardedHeaders">Whether USE_X_SETTINGS is set.</param>
/// <param name="Headers">Host, Connection, Upgrade and the headers of proxies, as they arrived.</param>
/// <param name="Attempt">The same of the WebSocket attempt asked for; null when it did not arrive here.</param>
public sealed record ConnectionView(
    string Scheme,
    string Host,
    string PathBase,
    string? RemoteAddress,
    bool TrustsForwardedHeaders,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string>? Attempt)
{
    /// <summary>The connection that a request came by.</summary>
    internal static ConnectionView Of(HttpContext context, ReverseProxySettings settings, ArrivedHeaders? attempt = null) => new(
        context.Request.Scheme, context.Request.Host.ToUriComponent(), context.Request.PathBase.ToUriComponent(), context.Connection.RemoteIpAddress?.ToString(),
        settings.TrustsForwardedHeaders, ArrivedHeaders.Of(context).Values, attempt?.Values);
}
