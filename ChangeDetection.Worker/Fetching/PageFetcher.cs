using System.Buffers;
using System.Net;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Watches;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Fetches a page over HTTP under limits, following redirects itself.</summary>
internal sealed class PageFetcher(HttpClient http, IOptions<FetchOptions> options, TimeProvider clock)
{
    private const int MaxServerLength = 255;

    public async Task<FetchResult> FetchAsync(Watch watch, CancellationToken cancellationToken)
    {
        if (FetchProblems.Unsupported(watch.Settings) is { } unsupported)
            return unsupported;
        if (!WatchUrl.TryParse(watch.Url, out var url, out var problem))
            return new FetchResult.Failed(CheckFailure.AddressRefused, problem);
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await FollowAsync(watch, url.Uri, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchResult.Failed(CheckFailure.TimedOut, $"No complete answer within {options.Value.Timeout.TotalSeconds:0} seconds.");
        }
        catch (Exception failure) when (FetchProblems.IsOutside(failure))
        {
            return FetchProblems.From(failure, url.Uri);
        }
    }

    private async Task<FetchResult> FollowAsync(Watch watch, Uri address, CancellationToken cancellationToken)
    {
        var origin = address;
        var method = new HttpMethod(watch.Settings.Method);
        for (var hop = 0; hop <= options.Value.MaxRedirects; hop++)
        {
            using var request = MakeRequest(watch.Settings, method, address, isSameOrigin: IsSameOrigin(origin, address));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (RedirectTarget(response, address) is not { } target)
                return await ReadAsync(response, address, cancellationToken);
            if (!WatchUrl.TryParse(target.AbsoluteUri, out var next, out var problem) || next.IsSource)
                return new FetchResult.Failed(CheckFailure.BadRedirect, $"Redirect blocked: {problem ?? "only http:// and https:// can be followed."}");
            address = next.Uri;
            method = HttpMethod.Get;
        }

        return new FetchResult.Failed(CheckFailure.BadRedirect, $"Too many redirects: more than {options.Value.MaxRedirects}.");
    }

    private HttpRequestMessage MakeRequest(WatchSettings settings, HttpMethod method, Uri address, bool isSameOrigin)
    {
        var request = new HttpRequestMessage(method, address);
        if (method != HttpMethod.Get && settings.Body is { Length: > 0 } body)
            request.Content = new StringContent(body, Encoding.UTF8);
        request.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8");
        request.Headers.TryAddWithoutValidation("Accept-Language", "en-GB,en-US;q=0.9,en;q=0.8");
        // A person's headers may hold secrets: they are for the origin they were written for, not for where it redirects to.
        if (isSameOrigin)
        {
            foreach (var (name, value) in settings.Headers)
                SetHeader(request, name, value);
        }

        return request;
    }

    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        if (FetchProblems.IsFraming(name))
            return;
        if (request.Headers.NonValidated.Contains(name))
            request.Headers.Remove(name);
        // What the request's own headers refuse, such as Content-Type, is one of its body's.
        if (request.Headers.TryAddWithoutValidation(name, value) || request.Content is null)
            return;
        if (request.Content.Headers.NonValidated.Contains(name))
            request.Content.Headers.Remove(name);
        request.Content.Headers.TryAddWithoutValidation(name, value);
    }

    private static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.IdnHost == other.IdnHost && one.Port == other.Port;

    private static Uri? RedirectTarget(HttpResponseMessage response, Uri address) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect && response.Headers.Location is { } location
            ? new Uri(address, location)
            : null;

    private async Task<FetchResult> ReadAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (await ReadBoundedAsync(stream, options.Value.MaxBytes, cancellationToken) is not { } bytes)
            return new FetchResult.Failed(CheckFailure.TooLarge, $"The page is larger than {options.Value.MaxBytes / 1024 / 1024} MB.");
        var contentType = response.Content.Headers.TryGetValues("Content-Type", out var types) ? types.First() : null;
        var server = response.Headers.TryGetValues("Server", out var servers) ? string.Join(' ', servers).ToLowerInvariant() : null;
        return new FetchResult.Page(
            new PageContent(bytes, contentType, (int)response.StatusCode, address),
            new PageFacts { ContentType = contentType, Server = server?[..Math.Min(server.Length, MaxServerLength)] });
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBoundedAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(16 * 1024), cancellationToken);
            if (read == 0)
                return buffer.WrittenMemory;
            buffer.Advance(read);
            if (buffer.WrittenCount > most)
                return null;
        }
    }
}
