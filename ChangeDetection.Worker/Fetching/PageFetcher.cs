using System.Net;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Watches;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Fetches a page over HTTP under limits, following redirects itself.</summary>
internal sealed class PageFetcher(FetchClients clients, IOptions<FetchOptions> options, WatchUrlRules urls, TimeProvider clock)
{
    public async Task<FetchResult> FetchAsync(FetchOrder order, CancellationToken cancellationToken)
    {
        if (FetchProblems.Unsupported(order.Watch.Settings) is { } unsupported)
            return unsupported;
        if (PlannedRequest.Make(order, urls, clock, out var unplanned) is not { } plan)
            return unplanned!;
        if (ProxyRoute.Choose(order.Watch.Settings.Proxy, order.Global, out var astray) is not { } route)
            return astray!;
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            if (plan.Address.IsFile)
                return await FilePage.ReadAsync(plan.Address, urls, options.Value.MaxBytes, both.Token);
            using var client = clients.Rent(route, order.Watch.Settings.VerifyTls);
            return await InsistAsync(new Errand(client.Http, plan, route, order.Known), both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchResult.Failed(CheckFailure.TimedOut, $"No complete answer within {options.Value.Timeout.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>Asks again after what may be over in a moment, if asking twice does no harm.</summary>
    private async Task<FetchResult> InsistAsync(Errand errand, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var result = await TryAsync(errand, cancellationToken);
            if (result is not FetchResult.Failed { IsPassing: true } || attempt >= options.Value.Retries || !errand.Plan.IsRepeatable)
                return result;
            await Task.Delay(TimeSpan.FromSeconds(0.5 * (1 << attempt)), clock, cancellationToken);
        }
    }

    private async Task<FetchResult> TryAsync(Errand errand, CancellationToken cancellationToken)
    {
        try
        {
            return await FollowAsync(errand, cancellationToken);
        }
        catch (Exception failure) when (FetchProblems.IsOutside(failure))
        {
            return ProxyProblems.From(failure, errand.Route, clients.ProxyOf(errand.Route, errand.Plan.Address)) ?? FetchProblems.From(failure, errand.Plan.Address);
        }
    }

    private async Task<FetchResult> FollowAsync(Errand errand, CancellationToken cancellationToken)
    {
        var (address, method) = (errand.Plan.Address, errand.Plan.Method);
        for (var hop = 0; hop <= options.Value.MaxRedirects; hop++)
        {
            using var request = MakeRequest(errand, method, address);
            var isAsked = Condition(request, errand, method, address);
            var (answer, refused) = await SendAsync(errand, request, hop, cancellationToken);
            using var response = answer;
            if (response is null)
                return refused!;
            if (Redirect.Of(response, address, MayDowngrade(errand)) is not { } redirect)
                return await ReadAsync(errand, response, address, isAsked, cancellationToken) with { HostPause = AnswerHeaders.PauseOf(response, clock) };
            if (redirect.Target is null)
                return EgressProblems.Blocked(hop + 1, redirect.Problem!);
            address = redirect.Target;
            method = HttpMethod.Get;
        }

        return new FetchResult.Failed(CheckFailure.BadRedirect, $"Too many redirects: more than {options.Value.MaxRedirects}.");
    }

    /// <summary>Who watches an address by http has chosen it; who watches one by https counts on it.</summary>
    private bool MayDowngrade(Errand errand) => options.Value.AllowDowngrade || errand.Plan.Address.Scheme == Uri.UriSchemeHttp;

    private static async Task<(HttpResponseMessage? Answer, FetchResult.Failed? Refused)> SendAsync(Errand errand, HttpRequestMessage request, int hop, CancellationToken cancellationToken)
    {
        try
        {
            return (await errand.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), null);
        }
        catch (HttpRequestException failure) when (EgressProblems.From(failure, errand.Route, hop) is { } refused)
        {
            return (null, refused);
        }
    }

    private HttpRequestMessage MakeRequest(Errand errand, HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        if (method != HttpMethod.Get && errand.Plan.Body is { } body)
            request.Content = new StringContent(body, Encoding.UTF8);
        request.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8");
        request.Headers.TryAddWithoutValidation("Accept-Language", "en-GB,en-US;q=0.9,en;q=0.8");
        // A person's headers may hold secrets: they are for the origin they were written for, not for where it redirects to.
        if (IsSameOrigin(errand.Plan.Address, address))
        {
            foreach (var (name, value) in errand.Plan.Headers)
                SetHeader(request, name, value);
        }

        return request;
    }

    /// <summary>Asks only for a page that is not the known one, where that page came from; false when there is nothing to ask by.</summary>
    private static bool Condition(HttpRequestMessage request, Errand errand, HttpMethod method, Uri address)
    {
        if (errand.Known is not { } known || known.Address != address.AbsoluteUri || known.Headers != errand.Plan.Fingerprint || method != HttpMethod.Get || errand.Plan.Method != HttpMethod.Get || errand.Plan.HasCondition)
            return false;
        if (known.ETag is { } tag)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (known.LastModified is { } date)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", date);
        return true;
    }

    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        if (RequestHeader.IsFraming(name))
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

    private async Task<FetchResult> ReadAsync(Errand errand, HttpResponseMessage response, Uri address, bool isAsked, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode is HttpStatusCode.NotModified)
        {
            return isAsked && AnswerHeaders.ValidatorsOf(response, address, errand.Plan, errand.Known) is { } still
                ? new FetchResult.NotModified(AnswerHeaders.FactsOf(response), still)
                : new FetchResult.Failed(CheckFailure.HttpStatus, FailureTexts.HttpStatus(status)) { Status = status };
        }

        if (response.StatusCode is HttpStatusCode.ProxyAuthenticationRequired && clients.ProxyOf(errand.Route, address) is not null)
            return ProxyProblems.Unauthorised();
        if (await BoundedBody.ReadAsync(response, options.Value.MaxBytes, cancellationToken) is not { } bytes)
            return new FetchResult.Failed(CheckFailure.TooLarge, $"The page is larger than {options.Value.MaxBytes / 1024 / 1024} MB.") { Status = status };
        var facts = AnswerHeaders.FactsOf(response);
        var isRepeatable = status == 200 && errand.Plan.Method == HttpMethod.Get;
        return new FetchResult.Page(new PageContent(bytes, facts.ContentType, status, address), facts)
        {
            Validators = isRepeatable ? AnswerHeaders.ValidatorsOf(response, address, errand.Plan) : null,
        };
    }

    private sealed record Errand(HttpClient Http, PlannedRequest Plan, ProxyRoute Route, PageValidators? Known);
}
