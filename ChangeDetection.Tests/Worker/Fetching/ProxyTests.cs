using System.Net;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Worker.Fetching;

/// <summary>Which way a page is fetched, and what is told when the way is closed.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private static readonly ScriptedNames Far = new ScriptedNames().Says("far.invalid", "93.184.216.34");

    private readonly FetchOptions _options = new() { Retries = 0 };

    private OriginServer? _origin;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OriginServer Origin => _origin!;

    public async ValueTask InitializeAsync()
    {
        _origin = await OriginServer.StartAsync(Cancel);
        _origin.Says("/page", "hello");
    }

    public async ValueTask DisposeAsync()
    {
        if (_origin is not null)
            await _origin.DisposeAsync();
    }

    [Theory]
    [InlineData("http", "GET http://far.invalid/page")]
    [InlineData("socks4a", "SOCKS4 far.invalid:80")]
    [InlineData("socks5", "SOCKS5 far.invalid:80")]
    [InlineData("socks5h", "SOCKS5 far.invalid:80")]
    public async Task A_page_is_fetched_through_the_proxy_which_looks_its_name_up(string scheme, string request)
    {
        await using var proxy = ProxyServer.To(Origin.Url("/"));

        Assert.Equal("hello", await TextAsync("http://far.invalid/page", "one", new ProxyChoice("one", proxy.Url(scheme))));

        Assert.Equal([request], proxy.Requests);
    }

    [Fact]
    public async Task Socks4_is_given_an_address()
    {
        await using var proxy = ProxyServer.To(Origin.Url("/"));

        Assert.Equal("hello", await TextAsync(Origin.Url("/page"), "one", new ProxyChoice("one", proxy.Url("socks4"))));

        Assert.StartsWith("SOCKS4 127.0.0.1:", Assert.Single(proxy.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "CONNECT 127.0.0.1:")]
    [InlineData("socks5", "SOCKS5 127.0.0.1:")]
    public async Task A_secure_page_is_fetched_through_a_tunnel(string scheme, string request)
    {
        await using var site = RawServer.WithUntrustedCertificate();
        await using var proxy = ProxyServer.To(site.Url);

        var page = await FetchAsync(site.Url, new WatchSettings { Proxy = "one", VerifyTls = false }, new ProxyChoice("one", proxy.Url(scheme)));
        var untrusted = await FetchAsync(site.Url, new WatchSettings { Proxy = "one" }, new ProxyChoice("one", proxy.Url(scheme)));

        Assert.IsType<FetchResult.Page>(page);
        Assert.Equal(CheckFailure.TlsFailed, Assert.IsType<FetchResult.Failed>(untrusted).Failure);
        Assert.All(proxy.Requests, one => Assert.StartsWith(request, one, StringComparison.Ordinal));
        Assert.Equal(2, proxy.Requests.Count);
    }

    [Theory]
    [InlineData("http", "us%40er:p%3Aw")]
    [InlineData("socks5", "us%40er:p%3Aw")]
    public async Task Name_and_password_in_the_proxys_address_are_for_the_proxy(string scheme, string user)
    {
        await using var proxy = ProxyServer.To(Origin.Url("/"), "us@er:p:w");

        Assert.Equal("hello", await TextAsync("http://far.invalid/page", "one", new ProxyChoice("one", proxy.Url(scheme, user))));
    }

    [Fact]
    public async Task A_password_that_is_mended_is_used_at_once()
    {
        await using var proxy = ProxyServer.To(Origin.Url("/"), "me:right");
        using var clients = Clients();

        Assert.IsType<FetchResult.Failed>(await FetchAsync(clients, "http://far.invalid/page", new WatchSettings(), new ProxyChoice("one", proxy.Url("http", "me:wrong"))));
        Assert.IsType<FetchResult.Page>(await FetchAsync(clients, "http://far.invalid/page", new WatchSettings(), new ProxyChoice("one", proxy.Url("http", "me:right"))));
    }

    [Theory]
    [InlineData("two", "two")]
    [InlineData("ui-1two", "two")]
    [InlineData(null, "one")]
    [InlineData("", "one")]
    [InlineData("no-proxy", "none")]
    public async Task A_watch_takes_the_proxy_it_names_or_the_first_or_none(string? wish, string taken) =>
        Assert.Equal(taken, await TakenAsync(wish, new GlobalSettings()));

    [Theory]
    [InlineData("two", "two")]
    [InlineData("ui-1two", "two")]
    [InlineData("gone", "one")]
    [InlineData("no-proxy", "none")]
    public async Task A_watch_that_names_none_takes_the_one_of_the_installation(string global, string taken) =>
        Assert.Equal(taken, await TakenAsync(null, new GlobalSettings { Proxy = global }));

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("no-proxy", false)]
    public async Task Without_any_proxy_the_one_of_the_environment_is_taken_but_not_by_who_wants_none(string? wish, bool isTaken)
    {
        await using var proxy = ProxyServer.To(Origin.Url("/"));
        using var clients = new FetchClients(AnEgress.Open(Far), Options.Create(_options), new WebProxy(proxy.Url("http")), TimeProvider.System);

        Assert.IsType<FetchResult.Page>(await FetchAsync(clients, Origin.Url("/page"), new WatchSettings { Proxy = wish }));

        Assert.Equal(isTaken, proxy.Requests.Count == 1);
    }

    [Fact]
    public async Task A_proxy_of_the_environment_that_is_away_is_named()
    {
        using var clients = new FetchClients(AnEgress.Open(Far), Options.Create(_options), new WebProxy($"http://127.0.0.1:{Ports.Free()}"), TimeProvider.System);

        var failed = Assert.IsType<FetchResult.Failed>(await FetchAsync(clients, Origin.Url("/page"), new WatchSettings()));

        Assert.Equal((CheckFailure.ProxyFailed, "The proxy of the environment failed: it cannot be reached: ConnectionRefused"), (failed.Failure, failed.Detail));
    }

    [Fact]
    public async Task A_proxy_that_is_not_in_the_settings_is_named_and_the_page_is_not_fetched_another_way()
    {
        var detail = await FailsAsync(Origin.Url("/page"), "tor");

        Assert.Contains("'tor'", detail, StringComparison.Ordinal);
        Assert.Empty(Origin.Requests);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("nonsense")]
    [InlineData("http://")]
    public async Task An_address_that_is_none_of_a_proxy_is_named(string address) =>
        Assert.Contains("'one'", await FailsAsync(Origin.Url("/page"), "one", new ProxyChoice("one", address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("http", "http://far.invalid/", "The proxy 'one' failed")]
    [InlineData("http", "https://far.invalid/", "The proxy 'one' failed")]
    [InlineData("socks4a", "http://far.invalid/", "Proxy connection failed?")]
    [InlineData("socks5", "https://far.invalid/", "Proxy connection failed?")]
    public async Task A_proxy_that_is_away_is_named_without_its_password(string scheme, string url, string beginning)
    {
        var detail = await FailsAsync(url, "one", new ProxyChoice("one", $"{scheme}://me:secret@127.0.0.1:{Ports.Free()}"));

        Assert.StartsWith(beginning, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "http://far.invalid/", "Error - 407 (Proxy authentication required) received, did you need a username and password for the proxy?")]
    [InlineData("http", "https://far.invalid/", "Error - 407 (Proxy authentication required) received, did you need a username and password for the proxy?")]
    [InlineData("socks5", "http://far.invalid/", "Proxy connection failed?")]
    public async Task A_proxy_that_wants_another_password_is_named(string scheme, string url, string beginning)
    {
        await using var proxy = ProxyServer.To(Origin.Url("/"), "me:right");

        var detail = await FailsAsync(url, "one", new ProxyChoice("one", proxy.Url(scheme, "me:secret")));

        Assert.StartsWith(beginning, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "https://far.invalid/", "502")]
    [InlineData("socks5", "http://far.invalid/", "Proxy connection failed?")]
    public async Task A_proxy_that_does_not_reach_the_site_is_named(string scheme, string url, string words)
    {
        await using var proxy = ProxyServer.To(Origin.Url("/"), refusal: 502);

        Assert.Contains(words, await FailsAsync(url, "one", new ProxyChoice("one", proxy.Url(scheme))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_itself_answers_407_is_no_proxys_failure()
    {
        Origin.Says("/407", "who?", status: 407);

        Assert.Equal(407, Assert.IsType<FetchResult.Page>(await FetchAsync(Origin.Url("/407"), new WatchSettings { Proxy = "no-proxy" })).Content.StatusCode);
    }

    private async Task<string> TakenAsync(string? wish, GlobalSettings global)
    {
        await using var one = ProxyServer.To(Origin.Url("/"));
        await using var two = ProxyServer.To(Origin.Url("/"));
        using var clients = Clients();
        var settings = global with { ExtraProxies = [new ProxyChoice("one", one.Url("http")), new ProxyChoice("two", two.Url("http"))] };

        Assert.IsType<FetchResult.Page>(await FetchAsync(clients, Origin.Url("/page"), new WatchSettings { Proxy = wish }, settings));

        return (one.Requests.Count, two.Requests.Count) switch { (1, 0) => "one", (0, 1) => "two", _ => "none" };
    }

    private async Task<string> TextAsync(string url, string proxy, params ProxyChoice[] proxies)
    {
        var result = await FetchAsync(url, new WatchSettings { Proxy = proxy }, proxies);
        Assert.True(result is FetchResult.Page, result.ToString());
        return Encoding.UTF8.GetString(((FetchResult.Page)result).Content.Bytes.Span);
    }

    private async Task<string> FailsAsync(string url, string proxy, params ProxyChoice[] proxies)
    {
        var result = await FetchAsync(url, new WatchSettings { Proxy = proxy }, proxies);
        Assert.True(result is FetchResult.Failed { Failure: CheckFailure.ProxyFailed }, result.ToString());
        return ((FetchResult.Failed)result).Detail;
    }

    private async Task<FetchResult> FetchAsync(string url, WatchSettings settings, params ProxyChoice[] proxies)
    {
        using var clients = Clients();
        return await FetchAsync(clients, url, settings, proxies);
    }

    private Task<FetchResult> FetchAsync(FetchClients clients, string url, WatchSettings settings, params ProxyChoice[] proxies) =>
        FetchAsync(clients, url, settings, new GlobalSettings { ExtraProxies = proxies });

    private Task<FetchResult> FetchAsync(FetchClients clients, string url, WatchSettings settings, GlobalSettings global)
    {
        var watch = new Watch { Id = WatchId.New(TimeProvider.System), CreatedAt = default, Url = url, Settings = settings };
        return new PageFetcher(clients, Options.Create(_options), WatchUrlRules.Standard, TimeProvider.System).FetchAsync(new FetchOrder(watch, global), Cancel);
    }

    private FetchClients Clients() => new(AnEgress.Open(Far), Options.Create(_options), new WebProxy(), TimeProvider.System);
}
