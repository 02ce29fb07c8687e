using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChangeDetection.Tests.Journeys;

/// <summary>The product behind a real nginx that is set up exactly as the guide says.</summary>
public sealed class NginxTests : IAsyncDisposable
{
    private const string AtRoot = "nginx at the root", BelowPath = "nginx below a path";

    private static readonly HttpTransportType[] Transports = [HttpTransportType.WebSockets, HttpTransportType.ServerSentEvents, HttpTransportType.LongPolling];

    private readonly TemporaryDirectory _directory = new();
    private readonly List<HostProcess> _apis = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AtRoot, "", "USE_X_SETTINGS", "1")]
    [InlineData(AtRoot, "", "USE_X_SETTINGS", "0")]
    [InlineData(BelowPath, "watch/", "USE_X_SETTINGS", "1")]
    [InlineData(BelowPath, "watch/", "BASE_PATH", "/watch")]
    public async Task Pages_changes_and_every_transport_work(string heading, string path, string setting, string value)
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<p>hello</p>");
        await using var nginx = await NginxServer.StartAsync(Block(heading), [await ApiAsync((setting, value))], Cancel);
        using var visitor = new ThroughProxy(new Uri(nginx.Address, path));

        Assert.InRange(await visitor.LoadAllAsync(Cancel), 8, 50);
        await EveryTransportTellsAsync(visitor, origin.Url("/"));
        Assert.Equal(new Uri(nginx.Address, path).AbsoluteUri, await visitor.ToldAddressAsync(Cancel) + "/");
    }

    [Fact]
    public async Task Behind_https_the_server_knows_the_scheme_and_takes_its_own_pages_for_its_own()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<p>hello</p>");
        await using var nginx = await NginxServer.StartAsync(Block(AtRoot), [await ApiAsync(("USE_X_SETTINGS", "1"))], Cancel, await CertificateAsync());
        using var visitor = new ThroughProxy(nginx.Address);

        await EveryTransportTellsAsync(visitor, origin.Url("/"));

        Assert.Equal(nginx.Address.GetLeftPart(UriPartial.Authority), await visitor.ToldAddressAsync(Cancel));
        Assert.Equal("https", nginx.Address.Scheme);
    }

    [Fact]
    public async Task A_browser_below_a_path_is_live_and_the_connection_test_finds_nothing_wrong()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Proxied</title><p>hello</p>");
        await using var nginx = await NginxServer.StartAsync(Block(BelowPath), [await ApiAsync(("USE_X_SETTINGS", "1"))], Cancel);
        await using var browser = await ABrowser.OpenAsync(new Uri(nginx.Address, "watch/"));

        await browser.IsLiveAsync();
        await browser.WatchAsync(origin.Url("/"));
        await browser.StatusIsAsync("Proxied", "Checked");
        Assert.Empty(browser.Complaints);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Connection test" }).ClickAsync();

        await Expect(browser.Page.Locator("#verdict")).ToHaveTextAsync("Everything is as it should be. Live updates work by WebSockets.");
        await Expect(browser.Page.Locator("#trials [data-state=works]")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Two_servers_in_turn_need_no_sticky_sessions_when_only_websockets_are_allowed()
    {
        await using var origin = await OriginServer.StartAsync(Cancel);
        origin.Says("/", "<title>Shared</title><p>hello</p>");
        await using var redis = await RedisServer.StartAsync(Cancel);
        (string, string)[] settings = [("ConnectionStrings__redis", redis.ConnectionString), ("LIVE_TRANSPORTS", "websockets")];
        var first = await ApiAsync(settings);
        await using var nginx = await NginxServer.StartAsync(Block(AtRoot), [first, await ApiAsync(settings)], Cancel);
        using var visitor = new ThroughProxy(nginx.Address);
        var changed = Enumerable.Range(0, 4).Select(_ => new List<string>()).ToList();
        var hubs = new List<HubConnection>();

        foreach (var one in changed)
            hubs.Add(await visitor.FollowAsync(HttpTransportType.WebSockets, one, Cancel, negotiates: false));
        await Assert.ThrowsAnyAsync<Exception>(() => visitor.FollowAsync(HttpTransportType.WebSockets, [], Cancel));
        await HearAsync(changed, await visitor.WatchAsync(origin.Url("/"), Cancel));
        await using var browser = await ABrowser.OpenAsync(new Uri(nginx.Address, "live-test"));

        await Expect(browser.Page.Locator("#verdict")).ToHaveTextAsync("Everything is as it should be. Live updates work by WebSockets.");
        await Expect(browser.Page.Locator("#trials [data-state=works]")).ToHaveCountAsync(1);
        foreach (var hub in hubs)
            await hub.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var api in _apis)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(api.Output);
            await api.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static string Block(string heading) => Guide.Block("reverse-proxies.md", heading);

    private static async Task EveryTransportTellsAsync(ThroughProxy visitor, string url)
    {
        var changed = Transports.Select(_ => new List<string>()).ToList();
        var hubs = new List<HubConnection>();
        for (var one = 0; one < Transports.Length; one++)
            hubs.Add(await visitor.FollowAsync(Transports[one], changed[one], Cancel));

        await HearAsync(changed, await visitor.WatchAsync(url, Cancel));

        foreach (var hub in hubs)
            await hub.DisposeAsync();
    }

    private static Task HearAsync(List<List<string>> changed, string watch) =>
        Eventually.HoldsAsync(
            () => changed.TrueForAll(one =>
            {
                lock (one)
                    return one.Contains(watch);
            }),
            Cancel,
            TimeSpan.FromSeconds(20));

    private async Task<Uri> ApiAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        var environment = new Dictionary<string, string> { ["DATASTORE_PATH"] = _directory.Path, ["API_ACCESS_TOKEN"] = V1Client.Key, ["ALLOW_OPEN_ACCESS"] = "true" };
        foreach (var (name, value) in settings)
            environment[name] = value;
        var api = HostProcess.Start("ChangeDetection.Api", environment);
        _apis.Add(api);
        return await api.AddressAsync(Cancel);
    }

    private async Task<(string Certificate, string Key)> CertificateAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(_directory.File("certificate.pem"), certificate.ExportCertificatePem(), Cancel);
        await File.WriteAllTextAsync(_directory.File("key.pem"), key.ExportPkcs8PrivateKeyPem(), Cancel);
        return (_directory.File("certificate.pem"), _directory.File("key.pem"));
    }
}
