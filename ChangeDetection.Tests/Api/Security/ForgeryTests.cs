using System.Net;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>Nothing changes because another site had a signed-in browser ask for it (cases csrf-001 to csrf-026), and a sign-in leads nowhere else (redirect-002 to redirect-009).</summary>
public sealed class ForgeryTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly ApiHost _api = new(("ADMIN_PASSWORD", Password));
    private readonly List<BrowserLike> _browsers = [];
    private BrowserLike _browser = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _browser = await SignedInAsync();

    [Fact]
    public async Task A_request_that_changes_something_needs_the_token_of_a_page_of_this_session()
    {
        var foreign = await (await SignedInAsync()).TokenAsync("/account", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("", "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("made up", "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(foreign, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(null, "text/plain"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(null, "application/x-www-form-urlencoded"));
        Assert.Empty(await _api.Catalog.ListAsync(Cancel));

        Assert.Equal(HttpStatusCode.Created, await PostAsync(await _browser.TokenAsync("/account", Cancel), "application/json"));
    }

    [Fact]
    public async Task Every_endpoint_that_changes_something_refuses_a_session_without_the_token()
    {
        var let = new List<string>();
        foreach (var endpoint in _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = $"/{endpoint.RoutePattern.RawText!.Trim('/')}";
            foreach (var method in (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Where(method => method is not ("GET" or "HEAD")))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), System.Text.RegularExpressions.Regex.Replace(path, @"\{[^/]+\}", "00000000-0000-4000-8000-000000000000"));
                request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
                using var response = await _browser.Http.SendAsync(request, Cancel);
                // The v1 API takes no cookie at all.
                if (response.StatusCode is not HttpStatusCode.BadRequest && !(path.StartsWith("/api/v1/", StringComparison.Ordinal) && response.StatusCode is HttpStatusCode.Forbidden) && !path.StartsWith("/live", StringComparison.Ordinal))
                    let.Add($"{method} {path}: {response.StatusCode}");
            }
        }

        Assert.Empty(let);
    }

    [Theory]
    [InlineData("/api/v2/watches/{0}/clear")]
    [InlineData("/api/v2/watches/{0}/viewed")]
    [InlineData("/api/v2/watches/{0}/recheck")]
    [InlineData("/api/v2/operations?operation=delete")]
    [InlineData("/api/v2/operations?operation=pause")]
    [InlineData("/api/v2/settings/feed-token")]
    [InlineData("/api/v2/queue/clear")]
    [InlineData("/queue/clear")]
    [InlineData("/api/v2/imports")]
    [InlineData("/api/v2/config/apply")]
    [InlineData("/api/v2/keys")]
    [InlineData("/api/v2/account/sessions")]
    [InlineData("/sign-out")]
    [InlineData("/?op=delete&uuids={0}")]
    [InlineData("/?op=pause&uuids={0}")]
    public async Task Looking_changes_nothing(string path)
    {
        var id = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(id, "first", Cancel);
        await _api.FindsAsync(id, "second", Cancel);
        var before = await StateAsync(id);

        await _browser.SeeAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id), Cancel);

        Assert.Equal(before, await StateAsync(id));
        Assert.Equal(HttpStatusCode.OK, await _browser.SeeAsync("/", Cancel));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1.evil.example")]
    public async Task No_other_site_may_read_an_answer(string origin)
    {
        foreach (var path in new[] { "/", "/api/v1/watch", "/api/v2/list", "/api/v1/full-spec" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, path) { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" } } };
            using var preflight = await _api.Http.SendAsync(request, Cancel);
            using var plain = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", origin } } };
            using var answer = await _api.Http.SendAsync(plain, Cancel);
            Assert.DoesNotContain(preflight.Headers.Concat(answer.Headers), header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task What_a_visitor_sees_is_kept_by_nobody()
    {
        foreach (var path in new[] { "/", "/settings", "/account", "/users", "/api/v2/settings", "/api/v2/users", "/api/v2/account" })
        {
            using var answer = await _browser.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
        }
    }

    [Theory]
    [InlineData("/settings?tab=notifications", "/settings?tab=notifications")]
    [InlineData("/watches/0194fdc2-fa2f-4cc0-81d3-ff12045b73c8/history?from=1&to=2", "/watches/0194fdc2-fa2f-4cc0-81d3-ff12045b73c8/history?from=1&to=2")]
    [InlineData("/", "/")]
    [InlineData("https://evil.com/phishing", "/")]
    [InlineData("//evil.com", "/")]
    [InlineData("javascript:alert(document.domain)", "/")]
    [InlineData("/\\evil.com", "/")]
    [InlineData("\\\\evil.com", "/")]
    [InlineData("/%09/evil.com", "/")]
    [InlineData("/%5cevil.com", "/")]
    [InlineData("/\t/evil.com", "/")]
    [InlineData("http:evil.com", "/")]
    [InlineData("///evil.com/..", "/")]
    [InlineData("/settings\r\nX-Injected: 1", "/")]
    [InlineData("/fake-page", "/")]
    [InlineData("/js/live.js", "/")]
    [InlineData("/sign-out", "/")]
    [InlineData("/settings?x=\\evil", "/")]
    public async Task A_sign_in_leads_to_a_page_of_ours(string wanted, string place)
    {
        using var browser = new BrowserLike(_api.Http.BaseAddress!);

        using var answer = await browser.SubmitAsync("/sign-in", new() { ["name"] = "admin", ["password"] = Password, ["return"] = wanted }, Cancel);

        Assert.Equal(place, answer.Headers.Location!.OriginalString);
    }

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(browser => browser.Dispose());
        await _api.DisposeAsync();
    }

    private async Task<string> StateAsync(string id)
    {
        var settings = await _api.Settings.ReadAsync(Cancel);
        return $"{await _api.GetAsync(id, Cancel)} {settings.RssAccessToken} {settings.AllPaused} {(await _api.Catalog.ListAsync(Cancel)).Count}";
    }

    private async Task<HttpStatusCode> PostAsync(string? token, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2/watches") { Content = new StringContent("""{"url":"https://example.com/"}""", System.Text.Encoding.UTF8, type) };
        if (token is not null)
            request.Headers.Add("x-csrf-token", token);
        using var response = await _browser.Http.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private async Task<BrowserLike> SignedInAsync()
    {
        var browser = new BrowserLike(_api.Http.BaseAddress!);
        _browsers.Add(browser);
        Assert.Equal(HttpStatusCode.Redirect, await browser.SignInAsync("admin", Password, Cancel));
        return browser;
    }
}
