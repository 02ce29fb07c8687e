using ChangeDetection.Core.Icons;
using ChangeDetection.Core.Watches;
using ChangeDetection.Worker.Fetching;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Icons;

/// <summary>Fetches icons by the same ways as pages. Headers a person set go to the page alone, never to an icon.</summary>
internal sealed class IconFetcher(FetchClients clients, IOptions<IconOptions> options, IOptions<FetchOptions> fetch, TimeProvider clock)
{
    /// <summary>The first of an order's addresses that gives a picture; null when none does.</summary>
    public async Task<SiteIcon?> FetchAsync(IconOrder order, CancellationToken cancellationToken)
    {
        using var client = clients.Rent(order.Route, order.Watch.Settings.VerifyTls);
        foreach (var address in order.Addresses)
        {
            if (await TryAsync(client.Http, address, cancellationToken) is { } icon)
                return icon;
        }

        return null;
    }

    private async Task<SiteIcon?> TryAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme == "data")
            return FromText(address.OriginalString);
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await FollowAsync(http, address, both.Token);
        }
        catch (Exception failure) when (FetchProblems.IsOutside(failure) || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<SiteIcon?> FollowAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        // The address is the page's word: it passes the same judgement as a redirect.
        if (!WatchUrl.TryParseTarget(address, out var target, out _))
            return null;
        var next = target.Uri;
        for (var hop = 0; hop <= fetch.Value.MaxRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            request.Headers.TryAddWithoutValidation("User-Agent", fetch.Value.UserAgent);
            request.Headers.TryAddWithoutValidation("Accept", "image/png,image/x-icon,image/webp,image/*;q=0.8");
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (Redirect.Of(answer, next, fetch.Value.AllowDowngrade || target.Uri.Scheme == Uri.UriSchemeHttp) is not { } redirect)
                return answer.IsSuccessStatusCode && await BoundedBody.ReadAsync(answer, IconImage.MaxBytes, cancellationToken) is { } bytes ? SiteIcon.From(bytes) : null;
            if (redirect.Target is null)
                return null;
            next = redirect.Target;
        }

        return null;
    }

    /// <summary>The picture in a <c>data:</c> address (RFC 2397), which has to be in base64.</summary>
    private static SiteIcon? FromText(string address)
    {
        var comma = address.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !address.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return null;
        var text = Uri.UnescapeDataString(address[(comma + 1)..]);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? SiteIcon.From(bytes.AsMemory(0, length)) : null;
    }
}
