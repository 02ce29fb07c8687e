using ChangeDetection.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>The page that tests the connection: what it says of each way in which a proxy can be wrong.</summary>
public sealed class ConnectionTestPageTests
{
    private const string UpgradeLine = "proxy_set_header Upgrade $http_upgrade;", HostLine = "proxy_set_header Host $http_host;";
    private const string ForwardedHostLine = "proxy_set_header X-Forwarded-Host $http_host;";

    // Compression gathers too, and goes on although the server asks that nothing be gathered and says that it is not compressed.
    private const string Gathering =
        "proxy_ignore_headers X-Accel-Buffering; proxy_hide_header Content-Encoding; gzip on; gzip_proxied any; gzip_min_length 0; gzip_types text/event-stream;";

    // Lines that are missing in the guide's configuration, one that is there instead, and what the page says of it.
    private static readonly (string[] Missing, string Instead, string What, string Fix)[] Mistakes =
    [
        ([UpgradeLine], "", "WebSockets fail: the Upgrade header does not arrive.", "proxy_set_header Upgrade $http_upgrade"),
        ([HostLine, ForwardedHostLine], "", "Your proxy passes Host as changedetection, the page is at 127.0.0.1:", "add proxy_set_header Host $http_host;"),
        ([HostLine, ForwardedHostLine], "proxy_set_header Host $host;", "Your proxy passes Host as 127.0.0.1, the page is at 127.0.0.1:", "add proxy_set_header Host $http_host;"),
        ([HostLine], "", "Your proxy passes Host as changedetection", "Your proxy sends the right X-Forwarded-Host, but nobody trusts it: set USE_X_SETTINGS=1 for the server."),
        ([], Gathering, "Server-Sent Events arrive late: response buffering is on.", "proxy_buffering off;"),
    ];

    // What the server sees, where the page is, and what is found; null when nothing is wrong.
    private static readonly (string Seen, string Place, string? What, string? Fix)[] Disagreements =
    [
        ("scheme: 'http'", "", "The server thinks it is http, the page is https.", "Send `X-Forwarded-Proto` and set `USE_X_SETTINGS=1`"),
        ("scheme: 'http', headers: { 'X-Forwarded-Proto': 'https' }", "", "The server thinks it is http", "Your proxy sends `X-Forwarded-Proto: https`, but nobody trusts it: set `USE_X_SETTINGS=1`"),
        ("scheme: 'http', trustsForwardedHeaders: true, headers: { 'X-Forwarded-For': 'x' }", "", "The server thinks it is http", "Let the proxy say the scheme"),
        ("host: '127.0.0.1:5000'", "", "Your proxy passes Host as `127.0.0.1:5000`, the page is at `watch.example.org`.", "add `proxy_set_header Host $http_host;`"),
        ("host: 'inner', headers: { 'x-forwarded-host': 'watch.example.org' }", "", "Your proxy passes Host as `inner`", "nobody trusts it: set `USE_X_SETTINGS=1`"),
        ("", "pathname: '/watch/live-test'", "The page is below `/watch`, the server thinks below `/`.", "Set `BASE_PATH=/watch`"),
        ("pathBase: '/watch'", "", "The page is below `/`, the server thinks below `/watch`.", "Take `BASE_PATH` off"),
        ("trustsForwardedHeaders: true", "", "this request came with none", "take `USE_X_SETTINGS` away"),
        ("host: 'watch.example.org:443'", "", null, null),
        ("pathBase: '/watch'", "pathname: '/watch/live-test'", null, null),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_mistake_of_a_proxy_is_named_with_what_mends_it()
    {
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel, isOpenToAll: true);
        foreach (var (missing, instead, what, fix) in Mistakes)
        {
            await using var nginx = await NginxServer.StartAsync(Mistaken(missing, instead), [installation.Address], Cancel);
            await using var browser = await ABrowser.OpenAsync(new Uri(nginx.Address, "live-test"), width: 360, isDark: missing.Length == 1);

            await Expect(browser.Page.Locator("#findings .what").First).ToContainTextAsync(what);
            await Expect(browser.Page.Locator("#findings .fix").First).ToContainTextAsync(fix);
            await Expect(browser.Page.Locator("#findings li")).ToHaveCountAsync(1);
            await browser.IsSoundAsync();
        }
    }

    [Fact]
    public async Task What_server_and_browser_disagree_on_is_found()
    {
        await using var api = new ApiHost();
        await using var browser = await ABrowser.OpenAsync(api.Http.BaseAddress!);
        foreach (var (seen, place, what, fix) in Disagreements)
        {
            var found = await browser.Page.EvaluateAsync<string[][]>(
                $$"""
                async () => {
                  const { findingsOf } = await import(new URL("js/connection-findings.js", document.baseURI).href);
                  const seen = { scheme: "https", host: "watch.example.org", pathBase: "", trustsForwardedHeaders: false, headers: {}, {{seen}} };
                  const place = { protocol: "https:", host: "watch.example.org", pathname: "/live-test", {{place}} };
                  return findingsOf(seen, place, []).map((one) => [one.what, one.fix]);
                }
                """);

            Assert.Equal((seen, place, what is null ? 0 : 1), (seen, place, found.Length));
            Assert.All(found, finding => Assert.Contains(what!, finding[0], StringComparison.Ordinal));
            Assert.All(found, finding => Assert.Contains(fix!, finding[1], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(360, true)]
    public async Task The_page_has_no_barrier_and_nothing_sticks_out(int width, bool isDark)
    {
        await using var installation = await Installation.StartAsync(Shape.OneProcess, Cancel, isOpenToAll: true);
        await using var browser = await ABrowser.OpenAsync(new Uri(installation.Address, "live-test"), width, isDark);
        await Expect(browser.Page.Locator("#verdict")).ToContainTextAsync("Everything is as it should be.");

        await browser.IsSoundAsync();
        // A long poll that ends in the moment when its connection is closed is answered so; the library knows.
        Assert.All(browser.Complaints, complaint => Assert.Contains("a status of 404", complaint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 7, false)]
    [InlineData("sse,longpolling", 6, false)]
    [InlineData("websockets", 1, true)]
    public async Task The_scripts_use_what_the_server_allows(string allowed, int transport, bool skipsNegotiation)
    {
        await using var api = new ApiHost(("LIVE_TRANSPORTS", allowed));
        await using var browser = await ABrowser.OpenAsync(api.Http.BaseAddress!);

        var options = await browser.Page.EvaluateAsync<string>(
            "async () => { const { connectionOptions } = await import(new URL('js/transports.js', document.baseURI).href); return JSON.stringify(connectionOptions()); }");

        Assert.Equal($$"""{"transport":{{transport}},"skipNegotiation":{{(skipsNegotiation ? "true" : "false")}}}""", options);
    }

    private static string Mistaken(string[] missing, string instead)
    {
        var text = Guide.Block("reverse-proxies.md", "nginx at the root");
        foreach (var line in missing)
        {
            Assert.Contains(line, text, StringComparison.Ordinal);
            text = text.Replace(line, "", StringComparison.Ordinal);
        }

        return text.Replace("proxy_http_version 1.1;", $"proxy_http_version 1.1; {instead}", StringComparison.Ordinal);
    }
}
