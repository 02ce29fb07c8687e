using System.Net;
using System.Text;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>What another site makes a visitor's browser do here is refused.</summary>
public sealed class SameOriginTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_foreign_site_can_neither_change_anything_nor_listen(string header, string value)
    {
        var id = await _api.WatchAsync(Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "/api/v2/watches", header, value));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Delete, $"/api/v2/watches/{id}", header, value));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Patch, "/api/v2/settings", header, value));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "/live/negotiate?negotiateVersion=1", header, value));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Get, "/live?id=x", header, value));
        Assert.Single((await _api.Catalog.ListAsync(Cancel)));
    }

    [Fact]
    public async Task Our_own_pages_and_programs_are_served()
    {
        var own = _api.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "/api/v2/watches", "Origin", own));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "/api/v2/watches", "Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "/api/v2/watches", "User-Agent", "a-script"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/settings")]
    [InlineData("/no-such-page")]
    [InlineData("/api/v2/watches")]
    [InlineData("/js/live.js")]
    public async Task Every_answer_forbids_foreign_scripts_frames_and_guessed_types(string path)
    {
        using var response = await _api.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("watch.example.org", "https://watch.example.org")]
    [InlineData("watch.example.org:8443", "https://watch.example.org:8443")]
    [InlineData("watch.example.org:443", "https://watch.example.org")]
    [InlineData("watch.example.org:80", "http://watch.example.org")]
    [InlineData("Watch.Example.org", "https://watch.example.org")]
    [InlineData("xn--bcher-kva.example", "https://xn--bcher-kva.example")]
    [InlineData("[2001:db8::1]:5000", "http://[2001:db8::1]:5000")]
    public async Task Behind_a_proxy_that_passes_the_host_on_our_own_pages_are_served(string host, string origin) =>
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "/api/v2/watches", ("Host", host), ("Origin", origin)));

    [Theory]
    [InlineData("watch.example.org", "https://watch.example.org:8443")]
    [InlineData("watch.example.org:8443", "https://watch.example.org")]
    [InlineData("127.0.0.1:5000", "https://watch.example.org")]
    public async Task Behind_a_proxy_that_passes_another_host_only_the_word_of_the_browser_counts(string host, string origin)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "/api/v2/watches", ("Host", host), ("Origin", origin)));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "/api/v2/watches", ("Host", host), ("Origin", origin), ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "/api/v2/watches", ("Host", host), ("Origin", origin), ("Sec-Fetch-Site", "same-origin")));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string header, string value) => SendAsync(method, path, (header, value));

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get && method != HttpMethod.Delete)
            request.Content = new StringContent("""{"url":"https://example.com/"}""", Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _api.Http.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
