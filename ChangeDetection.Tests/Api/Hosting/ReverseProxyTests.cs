using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Hosting;

/// <summary>What the server believes of a proxy in front, and how its pages live below a path.</summary>
public sealed class ReverseProxyTests
{
    private static readonly (string Name, string Value)[] Forwarded =
    [
        ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "watch.example.org:8443"), ("X-Forwarded-Prefix", "/tools/watch"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_that_nobody_trusts_have_no_effect()
    {
        await using var api = new ApiHost();

        var seen = await SeenAsync(api, Forwarded);

        Assert.Equal(("http", api.Http.BaseAddress!.Authority, "", "127.0.0.1"), seen);
        Assert.Equal(HttpStatusCode.Forbidden, (await CreateAsync(api, [.. Forwarded, ("Origin", "https://watch.example.org:8443")])).Status);
        Assert.Contains("<base href=\"/\" />", (await SendAsync(api, HttpMethod.Get, "/", Forwarded)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trusted_headers_say_how_visitors_see_the_server()
    {
        await using var api = new ApiHost(("USE_X_SETTINGS", "1"));

        var seen = await SeenAsync(api, Forwarded);

        Assert.Equal(("https", "watch.example.org:8443", "/tools/watch", "203.0.113.7"), seen);
        Assert.Equal(HttpStatusCode.Created, (await CreateAsync(api, [.. Forwarded, ("Origin", "https://watch.example.org:8443")])).Status);
        Assert.Contains("https://watch.example.org:8443/tools/watch/api/v1/watch", (await SendAsync(api, HttpMethod.Get, "/settings", Forwarded)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", "198.51.100.1")]
    [InlineData("2", "203.0.113.7")]
    public async Task No_more_proxies_are_believed_than_there_are(string hops, string expected)
    {
        await using var api = new ApiHost(("USE_X_SETTINGS", "yes"), ("X_FORWARDED_HOPS", hops));

        var seen = await SeenAsync(api, [("X-Forwarded-For", "192.0.2.66, 203.0.113.7, 198.51.100.1")]);

        Assert.Equal(expected, seen.Remote);
    }

    [Theory]
    [InlineData("/watch/", "/watch/")]
    [InlineData("//evil.example", "/evil.example/")]
    [InlineData("/", "/")]
    public async Task A_prefix_never_makes_links_to_another_host(string prefix, string expected)
    {
        await using var api = new ApiHost(("USE_X_SETTINGS", "true"));

        var (_, html, _) = await SendAsync(api, HttpMethod.Get, "/", [("X-Forwarded-Prefix", prefix)]);

        Assert.Contains($"<base href=\"{expected}\" />", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/watch")]
    [InlineData("")]
    public async Task Below_a_base_path_everything_is_found_whether_the_proxy_leaves_it_on_or_takes_it_off(string sent)
    {
        await using var api = new ApiHost(("BASE_PATH", "/watch/"));
        foreach (var path in new[] { "/", "/queue", "/settings", "/css/site.css", "/lib/signalr.min.js", "/health", "/api/v1/watch", "/api/v2/watches" })
            Assert.Equal((path, HttpStatusCode.OK), (path, (await SendAsync(api, HttpMethod.Get, sent + path, [])).Status));

        Assert.Contains("<base href=\"/watch/\" />", (await SendAsync(api, HttpMethod.Get, $"{sent}/queue", [])).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(api, HttpMethod.Post, $"{sent}/live/negotiate?negotiateVersion=1", [])).Status);
        var made = await CreateAsync(api, [], sent);
        Assert.StartsWith("/watch/api/v2/watches/", made.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(api, HttpMethod.Get, made.Location!, [])).Status);
    }

    [Fact]
    public async Task A_path_that_only_begins_like_the_base_path_is_not_below_it()
    {
        await using var api = new ApiHost(("BASE_PATH", "/que"));

        var (status, html, _) = await SendAsync(api, HttpMethod.Get, "/queue", []);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<title>Queue", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prefix_of_a_trusted_proxy_goes_before_the_base_path()
    {
        await using var api = new ApiHost(("BASE_PATH", "/inner"), ("USE_X_SETTINGS", "1"));

        var (_, html, _) = await SendAsync(api, HttpMethod.Get, "/inner/queue", [("X-Forwarded-Prefix", "/outer")]);

        Assert.Contains("<base href=\"/outer/\" />", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_stays_below_the_base_path()
    {
        await using var api = new ApiHost(("BASE_PATH", "/watch"));

        var answer = await api.RawAsync("POST /watch/queue/clear HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", Cancel);

        Assert.Contains("\r\nLocation: /watch/queue\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxies_are_told_to_pass_live_events_on_at_once()
    {
        await using var api = new ApiHost(("BASE_PATH", "/watch"));

        var answer = await api.RawAsync("POST /watch/live/negotiate HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", Cancel);

        Assert.Contains("\r\nX-Accel-Buffering: no\r\n", answer, StringComparison.Ordinal);
    }

    private static async Task<(string Scheme, string Host, string PathBase, string Remote)> SeenAsync(ApiHost api, (string Name, string Value)[] headers)
    {
        var seen = JsonNode.Parse((await SendAsync(api, HttpMethod.Get, "/api/v2/connection", headers)).Body)!;
        return (Text("scheme"), Text("host"), Text("pathBase"), Text("remoteAddress"));

        string Text(string name) => seen[name]!.GetValue<string>();
    }

    private static Task<(HttpStatusCode Status, string Body, string? Location)> CreateAsync(ApiHost api, (string Name, string Value)[] headers, string basePath = "") =>
        SendAsync(api, HttpMethod.Post, $"{basePath}/api/v2/watches", headers, """{"url":"https://example.com/"}""");

    private static async Task<(HttpStatusCode Status, string Body, string? Location)> SendAsync(
        ApiHost api, HttpMethod method, string path, (string Name, string Value)[] headers, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await api.Http.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers.Location?.OriginalString);
    }
}
