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
        if (!IsMethod(settings.Method))
            return new FetchResult.Failed(CheckFailure.Unsupported, $"'{settings.Method}' is no request method; choose GET, POST or another one.");
        if (settings.BrowserSteps.Count > 0)
            return new FetchResult.Failed(CheckFailure.Unsupported, "This watch has Browser Steps configured and so it cannot run with the 'Basic fast Plaintext/HTTP Client', either remove the Browser Steps or select a Chrome fetcher.");
        return null;
    }

    /// <summary>What cannot be read of what the watch is to send or use, or null. A request without it would ask for another page.</summary>
    public static FetchResult.Failed? LostSecrets(FetchOrder order)
    {
        var lost = order.Watch.Settings.LostSecrets.Concat(order.Global.LostSecrets.Where(place => place.StartsWith("headers.", StringComparison.Ordinal))).ToList();
        return lost.Count == 0 ? null : new FetchResult.Failed(CheckFailure.SecretLost, FailureTexts.SecretsLost(lost));
    }

    /// <summary>Why a header cannot be sent, or null.</summary>
    public static FetchResult.Failed? Unsendable(string name, string value) =>
        RequestHeader.IsName(name) && RequestHeader.IsValue(value) ? null : new FetchResult.Failed(CheckFailure.Unsupported, $"The request header '{Readable(name)}' cannot be sent: a name has letters, digits and hyphens, a value is one line.");

    /// <summary>A header's name without what cannot be read.</summary>
    public static string Readable(string name) => string.Concat(name.Where(character => !char.IsControl(character)));

    /// <summary>Whether a fetch can end like this for reasons outside this program.</summary>
    public static bool IsOutside(Exception failure) =>
        failure is HttpRequestException or IOException or InvalidDataException || IsDamagedBrotli(failure);

    /// <summary>The name of what happened; passing are those that a moment later may not happen again.</summary>
    public static FetchResult.Failed From(Exception failure, Uri address) => failure switch
    {
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => Truncated() with { IsPassing = true },
        InvalidDataException or InvalidOperationException => new(CheckFailure.Truncated, "The answer's compressed body is damaged."),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } name => new(CheckFailure.NameNotResolved, $"The host name {address.IdnHost} has no address.") { IsPassing = IsTryAgain(name) },
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } tls => new(CheckFailure.TlsFailed, $"The secure connection to {address.IdnHost} failed: {Innermost(tls)}"),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => new(CheckFailure.ConnectionFailed, $"{address.IdnHost}:{address.Port} closed the connection without an answer.") { IsPassing = true },
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.TimedOut } } => new(CheckFailure.TimedOut, $"{address.IdnHost}:{address.Port} did not take the connection in time."),
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => new(CheckFailure.ConnectionFailed, $"{address.IdnHost}:{address.Port} refused the connection.") { IsPassing = true },
        _ => new(CheckFailure.ConnectionFailed, $"The connection to {address.IdnHost}:{address.Port} failed: {Innermost(failure)}") { IsPassing = IsOfNetwork(failure) },
    };

    private static bool IsTryAgain(HttpRequestException failure) => failure.InnerException is SocketException { SocketErrorCode: SocketError.TryAgain };

    // An answer that makes no sense makes none a second later either.
    private static bool IsOfNetwork(Exception failure) =>
        failure is IOException and not HttpIOException || failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } || failure.InnerException is IOException and not HttpIOException;

    // BrotliStream says that its input is damaged with an exception meant for programmers' errors.
    private static bool IsDamagedBrotli(Exception failure) => failure is InvalidOperationException && failure.Source == "System.IO.Compression.Brotli";

    private static FetchResult.Failed Truncated() =>
        new(CheckFailure.Truncated, "The answer ended before it was complete.");

    private static bool IsMethod(string method) => method.Length > 0 && method.All(char.IsAsciiLetterOrDigit);

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
            failure = inner;
        return failure.Message;
    }
}
