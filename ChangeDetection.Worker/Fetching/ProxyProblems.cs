using System.Net.Sockets;
using ChangeDetection.Core.Checks;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Names for what goes wrong at a proxy. Its address is never told: it may hold a password.</summary>
internal static class ProxyProblems
{
    /// <summary>The failure when it is the proxy's; null when it is not, or when no proxy is in use.</summary>
    public static FetchResult.Failed? From(Exception failure, ProxyRoute route, Uri? proxy)
    {
        if (proxy is null || failure is not HttpRequestException request)
            return null;
        if (request.StatusCode is System.Net.HttpStatusCode.ProxyAuthenticationRequired)
            return Unauthorised();
        var words = request.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "its host name has no address.",
            HttpRequestError.ConnectionError => $"it cannot be reached: {Reason(request)}",
            HttpRequestError.ProxyTunnelError when request.StatusCode is { } status => $"it answered {(int)status} instead of connecting to the site.",
            HttpRequestError.ProxyTunnelError => $"it did not connect to the site: {Reason(request)}",
            _ => null,
        };
        if (words is null)
            return null;
        // People and scripts know this beginning from v1.
        var beginning = proxy.Scheme.StartsWith("socks", StringComparison.Ordinal) ? "Proxy connection failed? " : "";
        return new FetchResult.Failed(CheckFailure.ProxyFailed, $"{beginning}The proxy {Name(route)} failed: {words}")
        {
            IsPassing = request.HttpRequestError is HttpRequestError.ConnectionError,
        };
    }

    public static FetchResult.Failed Unauthorised() => new(CheckFailure.ProxyFailed, FailureTexts.HttpStatus(407)) { Status = 407 };

    /// <summary>A proxy as people call it.</summary>
    public static string Name(ProxyRoute route) => route is ProxyRoute.Through through ? $"'{through.Label}'" : "of the environment";

    private static string Reason(Exception failure)
    {
        while (failure.InnerException is { } inner)
            failure = inner;
        return failure is SocketException socket ? socket.SocketErrorCode.ToString() : failure.Message;
    }
}
