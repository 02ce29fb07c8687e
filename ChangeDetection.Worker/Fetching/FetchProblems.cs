using System.Net.Sockets;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Names for what goes wrong on the way to a page, in words for the person who watches it.</summary>
internal static class FetchProblems
{
    /// <summary>What a watch asks for that this fetcher cannot do, or null. Doing less than asked in silence would watch another page.</summary>
    public static FetchResult.Failed? Unsupported(WatchSettings settings)
    {
        if (settings.FetchBackend is not ("system" or "html_requests"))
            return new FetchResult.Failed(CheckFailure.Unsupported, $"The fetcher '{settings.FetchBackend}' is not available; choose the plain HTTP client.");
        if (settings.Proxy is { Length: > 0 } proxy && proxy != "no-proxy")
            return new FetchResult.Failed(CheckFailure.Unsupported, $"The proxy '{proxy}' is not known here; choose no proxy.");
        if (settings.BrowserSteps.Count > 0)
            return new FetchResult.Failed(CheckFailure.Unsupported, "This watch has Browser Steps configured and so it cannot run with the 'Basic fast Plaintext/HTTP Client', either remove the Browser Steps or select a Chrome fetcher.");
        return null;
    }

    public static FetchResult.Failed From(Exception failure, Uri address) => failure switch
    {
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => Truncated(),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(CheckFailure.NameNotResolved, $"The host name {address.IdnHost} has no address."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } tls => new(CheckFailure.TlsFailed, $"The secure connection to {address.IdnHost} failed: {Innermost(tls)}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => Truncated(),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new(CheckFailure.ConnectionFailed, $"{address.IdnHost}:{address.Port} refused the connection."),
        _ => new(CheckFailure.ConnectionFailed, $"The connection to {address.IdnHost}:{address.Port} failed: {Innermost(failure)}"),
    };

    private static FetchResult.Failed Truncated() =>
        new(CheckFailure.Truncated, "The answer ended before it was complete.");

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
            failure = inner;
        return failure.Message;
    }
}
