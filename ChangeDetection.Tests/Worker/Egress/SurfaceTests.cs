using System.Net;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Importing;
using ChangeDetection.Tests.Core.Support;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using ChangeDetection.Worker.Icons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Worker.Egress;

/// <summary>The other entrances: proxies, icons, imports, and what stands in pages.</summary>
public sealed class SurfaceTests(ClosedWorker closed) : IClassFixture<ClosedWorker>
{
    public static TheoryData<string, string> Proxies { get; } = EgressCase.Feed(one => one.Id == "surf-020");

    public static TheoryData<string, string> Icons { get; } = EgressCase.Feed(one => one.Id == "surf-024");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Proxies))]
    [InlineData("port", "http://127.0.0.1:{port}")]
    [InlineData("port", "socks5://localhost:{port}")]
    [InlineData("port", "https://me:secret@[::1]:{port}")]
    public async Task A_proxy_of_the_settings_is_judged_as_any_address(string id, string proxy)
    {
        var before = closed.Visits;

        var failed = await FailsAsync("http://example.com/", proxy.Replace("{port}", $"{closed.Port}", StringComparison.Ordinal));

        Assert.True(failed.Failure is CheckFailure.AddressRefused, $"{id}: {failed}");
        Assert.StartsWith("The proxy 'one' may not be used: ", failed.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failed.Detail, StringComparison.Ordinal);
        Assert.Equal(before, closed.Visits);
    }

    [Theory]
    [InlineData("http", "http://10.0.0.1/", CheckFailure.AddressRefused)]
    [InlineData("http", "https://10.0.0.1/", CheckFailure.AddressRefused)]
    [InlineData("socks5", "http://chain.example/", CheckFailure.AddressRefused)]
    [InlineData("socks4a", "http://localhost/", CheckFailure.AddressRefused)]
    [InlineData("socks4", "http://mixed.example/", CheckFailure.AddressRefused)]
    [InlineData("http", "http://unknown.invalid/", CheckFailure.NameNotResolved)]
    [InlineData("socks5", "http://unknown.invalid/", CheckFailure.NameNotResolved)]
    [InlineData("http", "http://hidden.onion/", CheckFailure.NameNotResolved)]
    public async Task What_a_proxy_is_asked_for_is_judged_before_it_is_asked(string scheme, string url, CheckFailure failure)
    {
        await using var proxy = ProxyServer.To("http://127.0.0.1/");

        Assert.Equal(failure, (await FailsAsync(url, Public(proxy.Url(scheme)))).Failure);

        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [InlineData("socks5", "http://hidden.onion/", "SOCKS5 hidden.onion:80")]
    [InlineData("socks4", "http://example.com/", "SOCKS4 93.184.216.34:80")]
    [InlineData("http", "http://example.com/", "GET http://example.com/")]
    public async Task What_is_public_or_of_the_Tor_network_goes_through(string scheme, string url, string request)
    {
        await using var site = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
        await using var proxy = ProxyServer.To(site.Url);

        Assert.IsType<FetchResult.Page>(await FetchAsync(url, Public(proxy.Url(scheme))));

        Assert.Equal([request], proxy.Requests);
        Assert.DoesNotContain("hidden.onion", closed.Names.Asked);
    }

    [Theory]
    [InlineData("http://unknown.invalid/", true)]
    [InlineData("http://example.com/", true)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://localhost/", false)]
    public async Task The_proxy_of_the_environment_may_be_private_and_knows_names_that_we_do_not(string url, bool isAsked)
    {
        await using var site = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
        await using var proxy = ProxyServer.To(site.Url);
        var options = Options.Create(new FetchOptions { Retries = 0 });
        using var clients = new FetchClients(new(AnEgress.Gate(new(), closed.Names)), options, new WebProxy(proxy.Url("http")), TimeProvider.System);
        var watch = new Watch { Id = WatchId.New(TimeProvider.System), CreatedAt = default, Url = url };

        var result = await new PageFetcher(clients, options, WatchUrlRules.Standard, TimeProvider.System).FetchAsync(new FetchOrder(watch, new GlobalSettings()), Cancel);

        Assert.Equal((isAsked, isAsked ? 1 : 0), (result is FetchResult.Page, proxy.Requests.Count));
    }

    [Theory]
    [MemberData(nameof(Icons))]
    [InlineData("port", "http://127.0.0.1:{port}/x.png")]
    public async Task An_icon_is_no_way_in(string id, string address)
    {
        var before = closed.Visits;
        var watch = new Watch { Id = WatchId.New(TimeProvider.System), CreatedAt = default, Url = "http://example.com/" };
        var place = new Uri(address.Replace("{port}", $"{closed.Port}", StringComparison.Ordinal));

        var icon = await closed.Worker.Services.GetRequiredService<IconFetcher>().FetchAsync(new IconOrder(watch, new ProxyRoute.Straight(), [place]), Cancel);

        Assert.True(icon is null, id);
        Assert.Equal(before, closed.Visits);
    }

    [Fact]
    public async Task A_list_brings_no_bad_schemes_and_what_is_private_in_it_is_blocked_when_fetched()
    {
        var lines = EgressCase.All.Single(one => one.Id == "surf-026").Inputs!.Append("https://example.com/");

        var import = await AnImport.OfAsync(string.Join('\n', lines), ImportFormat.UrlList);

        Assert.Equal(["http://10.0.0.1/", "https://example.com/"], import.Watches.Select(watch => watch.Draft.Url));
        Assert.Equal(["line 2", "line 3"], import.Report.Notes.Select(note => note.Place));
        Assert.Equal(CheckFailure.AddressRefused, Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync("http://10.0.0.1/", Cancel)).Failure);
    }

    [Fact]
    public void What_a_page_refers_to_is_not_fetched()
    {
        var (before, site) = (closed.Visits, $"http://127.0.0.1:{closed.Port}/");
        var svg = $"""
            <?xml version="1.0"?><?xml-stylesheet href="{site}s.css"?><!DOCTYPE svg SYSTEM "{site}d.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{site}i.png"/><use href="{site}u.svg#a"/><text>&x;word</text></svg>
            """;
        var pdf = $"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI({site}a)>>/AcroForm<</XFA({site}x)>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents<</F({site}c)/Length 0>>/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>";

        foreach (var (text, type) in (ReadOnlySpan<(string, string)>)[(svg, "image/svg+xml"), (svg, "text/html"), (pdf, "application/pdf")])
        {
            var outcome = APage.Input(APage.Of(Encoding.UTF8.GetBytes(text), type)).Judge().Outcome;
            Assert.DoesNotContain("root:", outcome.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(before, closed.Visits);
    }

    private static string Public(string proxy) => proxy.Replace("127.0.0.1", "proxy.example", StringComparison.Ordinal);

    private async Task<FetchResult.Failed> FailsAsync(string url, string proxy) => Assert.IsType<FetchResult.Failed>(await FetchAsync(url, proxy));

    private Task<FetchResult> FetchAsync(string url, string proxy) =>
        closed.Worker.FetchAsync(url, Cancel, new WatchSettings { Proxy = "one" }, new GlobalSettings { ExtraProxies = [new ProxyChoice("one", proxy)] });
}
