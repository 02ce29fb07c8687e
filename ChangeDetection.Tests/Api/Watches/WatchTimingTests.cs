using System.Net;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Watches;

/// <summary>A watch's schedule, snooze and request over REST.</summary>
public sealed class WatchTimingTests : IAsyncDisposable
{
    private const string Everything = """
        {
          "usesDefaultInterval": false, "interval": {"hours": 2}, "checkCron": " 0 9 * * 1-5 ",
          "schedule": {"isEnabled": true, "timeZone": " Europe/Berlin ", "monday": {"isEnabled": true, "start": "22:00", "hours": 8, "minutes": 30}},
          "snoozedUntil": "2026-12-01T09:00:00+01:00", "method": "post", "headers": ["Accept-Language: de", "", "X-Empty:"], "body": "a=b", "proxy": "no-proxy", "verifyTls": false
        }
        """;

    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_set_is_stored_in_the_v1_shape_and_shown_again()
    {
        var id = await MakeAsync(Everything);

        AssertEverything(await FindAsync(id), (await _api.V2Async(HttpMethod.Get, $"watches/{id}", null, Cancel)).Body);
        var limit = (await _api.GetAsync(id, Cancel))["time_schedule_limit"]!;
        Assert.Equal("""{"enabled":true,"start_time":"22:00","duration":{"hours":"08","minutes":"30"}}""", limit["monday"]!.ToJsonString());
        Assert.False((bool)limit["tuesday"]!["enabled"]!);
    }

    [Fact]
    public async Task A_watch_can_be_made_with_all_of_it()
    {
        var body = JsonNode.Parse(Everything)!;
        body["url"] = "https://example.com/";

        var made = await _api.V2Async(HttpMethod.Post, "watches", body.ToJsonString(), Cancel);

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.True((bool)made.Body["skipsTlsCheck"]!);
        var id = (string)made.Body["id"]!;
        AssertEverything(await FindAsync(id), (await _api.V2Async(HttpMethod.Get, $"watches/{id}", null, Cancel)).Body);
    }

    [Fact]
    public async Task An_edit_that_leaves_fields_out_keeps_them()
    {
        var id = await MakeAsync(Everything);
        var before = await FindAsync(id);

        foreach (var body in new[] { "{}", """{"title":"New"}""", """{"includeFilters":[]}""" })
            Assert.Equal(HttpStatusCode.OK, (await _api.V2Async(HttpMethod.Patch, $"watches/{id}", body, Cancel)).Status);

        AssertEverything(await FindAsync(id), (await _api.V2Async(HttpMethod.Get, $"watches/{id}", null, Cancel)).Body);
        Assert.Equal(before.Settings.TimeScheduleLimit!.Value.GetRawText(), (await FindAsync(id)).Settings.TimeScheduleLimit!.Value.GetRawText());
    }

    [Fact]
    public async Task What_was_read_can_be_sent_back()
    {
        var id = await MakeAsync(Everything);
        var before = (await FindAsync(id)).Settings;
        var view = (await _api.V2Async(HttpMethod.Get, $"watches/{id}", null, Cancel)).Body.AsObject();
        view.Remove("summary");
        view.Remove("inherited");

        var answer = await _api.V2Async(HttpMethod.Patch, $"watches/{id}", view.ToJsonString(), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(WatchSettingsJson.Write(before), WatchSettingsJson.Write((await FindAsync(id)).Settings));
    }

    [Fact]
    public async Task Empty_clears()
    {
        var id = await MakeAsync(Everything);

        await _api.V2Async(HttpMethod.Patch, $"watches/{id}", """{"checkCron":"","snoozedUntil":"","headers":[],"body":"","proxy":"","verifyTls":true}""", Cancel);

        var settings = (await FindAsync(id)).Settings;
        Assert.Equal((null, null, null, null, true), (settings.CheckCron, settings.SnoozedUntil, settings.Body, settings.Proxy, settings.VerifyTls));
        Assert.Empty(settings.Headers);
    }

    [Fact]
    public async Task A_cron_that_is_cleared_leaves_no_watch_without_an_interval()
    {
        var id = await MakeAsync("""{"usesDefaultInterval":false,"checkCron":"0 9 * * *"}""");

        var answer = await _api.V2Async(HttpMethod.Patch, $"watches/{id}", """{"checkCron":""}""", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("0 9 * * *", (await FindAsync(id)).Settings.CheckCron);
    }

    [Fact]
    public async Task A_snooze_that_is_over_can_be_sent_back()
    {
        var id = await MakeAsync(Everything);
        _api.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(HttpStatusCode.OK, (await _api.V2Async(HttpMethod.Patch, $"watches/{id}", """{"snoozedUntil":"2026-12-01T08:00:00Z"}""", Cancel)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.V2Async(HttpMethod.Patch, $"watches/{id}", """{"snoozedUntil":"2026-12-01T08:00:01Z"}""", Cancel)).Status);
    }

    [Fact]
    public async Task A_proxy_of_the_settings_can_be_chosen_and_one_that_is_gone_kept()
    {
        await _api.Settings.EditAsync(global => global with { ExtraProxies = [new ProxyChoice("Office", "http://proxy:3128")] }, Cancel);
        var id = await MakeAsync("""{"proxy":"Office"}""");
        await _api.Settings.EditAsync(global => global with { ExtraProxies = [] }, Cancel);

        Assert.Equal(HttpStatusCode.OK, (await _api.V2Async(HttpMethod.Patch, $"watches/{id}", """{"proxy":"Office"}""", Cancel)).Status);
        Assert.Equal("Office", (await FindAsync(id)).Settings.Proxy);
    }

    [Fact]
    public async Task Of_the_new_fields_v1_shows_none()
    {
        var v1 = await _api.GetAsync(await MakeAsync(Everything), Cancel);

        Assert.All(["check_cron", "snoozed_until", "verify_tls"], name => Assert.False(v1.ContainsKey(name)));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static void AssertEverything(Watch watch, JsonNode view)
    {
        var settings = watch.Settings;
        Assert.Equal((false, 2L, "0 9 * * 1-5"), (settings.TimeBetweenCheckUseDefault, settings.TimeBetweenCheck.Hours, settings.CheckCron));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero), settings.SnoozedUntil);
        Assert.Equal(("POST", "a=b", "no-proxy", false), (settings.Method, settings.Body, settings.Proxy, settings.VerifyTls));
        Assert.Equal(new Dictionary<string, string> { ["Accept-Language"] = "de", ["X-Empty"] = "" }, settings.Headers);
        Assert.Equal("Europe/Berlin", (string?)view["schedule"]!["timeZone"]);
        Assert.Equal("""{"isEnabled":true,"start":"22:00","hours":8,"minutes":30}""", view["schedule"]!["monday"]!.ToJsonString());
        Assert.Equal(["Accept-Language: de", "X-Empty: "], view["headers"]!.AsArray().Select(line => (string)line!));
        Assert.Equal("2026-12-01T08:00:00+00:00", (string?)view["snoozedUntil"]);
    }

    private async Task<string> MakeAsync(string body)
    {
        var id = await _api.WatchAsync(Cancel);
        var answer = await _api.V2Async(HttpMethod.Patch, $"watches/{id}", body, Cancel);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Body.ToJsonString());
        return id;
    }

    private async Task<Watch> FindAsync(string id) => (await _api.Catalog.FindAsync(WatchId.Parse(id), Cancel))!;
}
