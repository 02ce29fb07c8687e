using System.Net;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Politeness;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Settings;

/// <summary>The installation's settings over REST.</summary>
public sealed class SettingsEndpointsTests : IAsyncDisposable
{
    private const string Everything = """
        {
          "interval": {"hours": 1}, "timeZone": "Europe/Berlin", "jitterSeconds": 30,
          "schedule": {"isEnabled": true, "monday": {"isEnabled": true, "start": "09:00", "hours": 8}},
          "allPaused": true, "queuePaused": true, "workers": 20, "hostMaxInFlight": 2, "hostMinGapSeconds": 1.5,
          "hostRules": ["Example.com checks=1 gap=30.5", "intranet:8080 checks=20", ""],
          "proxies": ["Main office http://user:p%40ss@proxy.example.com:3128", "Tor socks5://127.0.0.1:9050"], "proxy": "Tor",
          "headers": ["Authorization: Bearer x"], "onlyStatus200": true,
          "rssContentFormat": "htmlcolor", "rssDiffLength": 0, "rssHideMutedWatches": false
        }
        """;

    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_set_is_stored_and_shown_with_its_passwords_masked()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync(Everything)).Status);

        var stored = await _api.Settings.ReadAsync(Cancel);
        Assert.Equal((1L, "Europe/Berlin", 30, true, true, 20), (stored.TimeBetweenCheck.Hours, stored.SchedulerTimezoneDefault, stored.JitterSeconds, stored.AllPaused, stored.QueuePaused, stored.Workers));
        Assert.Equal((2, 1.5, "Tor", true), (stored.HostMaxInFlight, stored.HostMinGapSeconds, stored.Proxy, stored.OnlyStatus200));
        Assert.Equal([new HostRule("example.com", 1, 30.5), new HostRule("intranet:8080", 20)], stored.HostRules);
        Assert.Equal([new ProxyChoice("Main office", "http://user:p%40ss@proxy.example.com:3128"), new ProxyChoice("Tor", "socks5://127.0.0.1:9050")], stored.ExtraProxies);
        Assert.Equal("Bearer x", stored.Headers["Authorization"]);
        Assert.Equal(("htmlcolor", 0, false), (stored.RssContentFormat, stored.RssDiffLength, stored.RssHideMutedWatches));
        var view = (await ReadAsync()).Body;
        Assert.Equal(["Main office http://user:***@proxy.example.com:3128", "Tor socks5://127.0.0.1:9050"], view["proxies"]!.AsArray().Select(line => (string)line!));
        Assert.Equal(["example.com checks=1 gap=30.5", "intranet:8080 checks=20"], view["hostRules"]!.AsArray().Select(line => (string)line!));
        Assert.Equal("""{"isEnabled":true,"start":"09:00","hours":8,"minutes":0}""", view["schedule"]!["monday"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Bücher.example", "http://bücher.example/")]
    [InlineData("bücher.example:8080", "https://BÜCHER.example:8080/new")]
    [InlineData("[::1]", "http://[0:0::1]/")]
    [InlineData("[::1]:8080", "source:http://[::1]:8080/")]
    [InlineData("intranet", "https://intranet/")]
    public async Task A_rule_is_for_the_host_that_checks_are_counted_by_and_can_be_sent_back(string host, string address)
    {
        await PatchAsync($$"""{"hostRules":["{{host}} checks=1"]}""");

        var rule = Assert.Single((await _api.Settings.ReadAsync(Cancel)).HostRules);
        Assert.Equal(HostKey.Of(address), rule.Host);
        var view = (await ReadAsync()).Body["hostRules"]!.ToJsonString();
        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync($$"""{"hostRules":{{view}}}""")).Status);
        Assert.Equal(rule, Assert.Single((await _api.Settings.ReadAsync(Cancel)).HostRules));
    }

    [Fact]
    public async Task What_was_read_can_be_sent_back_and_keeps_masked_passwords()
    {
        await PatchAsync(Everything);
        var before = await _api.Settings.ReadAsync(Cancel);

        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync((await ReadAsync()).Body.ToJsonString())).Status);

        Assert.Equal(WatchSettingsJson.Write(before), WatchSettingsJson.Write(await _api.Settings.ReadAsync(Cancel)));
    }

    [Fact]
    public async Task An_edit_that_leaves_fields_out_keeps_them()
    {
        await PatchAsync(Everything);
        var before = await _api.Settings.ReadAsync(Cancel);

        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync("""{"onlyStatus200":false}""")).Status);

        Assert.Equal(WatchSettingsJson.Write(before with { OnlyStatus200 = false }), WatchSettingsJson.Write(await _api.Settings.ReadAsync(Cancel)));
    }

    [Fact]
    public async Task Empty_clears()
    {
        await PatchAsync(Everything);

        Assert.Equal(HttpStatusCode.NoContent, (await PatchAsync("""{"timeZone":"","workers":0,"proxy":"","proxies":[],"hostRules":[],"headers":[]}""")).Status);

        var stored = await _api.Settings.ReadAsync(Cancel);
        Assert.Equal((null, null, null), (stored.SchedulerTimezoneDefault, stored.Workers, stored.Proxy));
        Assert.Empty(stored.ExtraProxies);
        Assert.Empty(stored.HostRules);
        Assert.Empty(stored.Headers);
    }

    [Fact]
    public async Task A_masked_password_goes_to_no_other_address()
    {
        await PatchAsync(Everything);

        var renamed = await PatchAsync("""{"proxies":["Branch http://user:***@proxy.example.com:3128","Tor socks5://127.0.0.1:9050"]}""");
        var moved = await PatchAsync("""{"proxies":["Branch http://user:***@evil.example.com:3128","Tor socks5://127.0.0.1:9050"]}""");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (renamed.Status, moved.Status));
        Assert.Equal("http://user:p%40ss@proxy.example.com:3128", (await _api.Settings.ReadAsync(Cancel)).ExtraProxies[0].ProxyUrl);
    }

    [Fact]
    public async Task The_default_proxy_cannot_be_taken_from_the_list()
    {
        await PatchAsync(Everything);

        var answer = await PatchAsync("""{"proxies":["Other http://proxy:3128"]}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("no proxy of this name", (string)answer.Body["errors"]!["proxy"]![0]!, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<(HttpStatusCode Status, JsonNode Body)> PatchAsync(string body) => _api.V2Async(HttpMethod.Patch, "settings", body, Cancel);

    private Task<(HttpStatusCode Status, JsonNode Body)> ReadAsync() => _api.V2Async(HttpMethod.Get, "settings", null, Cancel);
}
