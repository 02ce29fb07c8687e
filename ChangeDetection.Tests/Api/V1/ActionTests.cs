using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>The actions that v1 has in the query of a GET.</summary>
public sealed class ActionTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("recheck=1&paused=paused", true, false, false)]
    [InlineData("recheck=true", true, false, false)]
    [InlineData("paused=paused&muted=muted", false, true, false)]
    [InlineData("muted=muted", false, false, true)]
    public async Task One_action_a_request_is_done_and_answered_ok(string query, bool isQueued, bool isPaused, bool isMuted)
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);

        var answer = await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}?{query}", Cancel);
        var watch = await FindAsync(uuid);

        Assert.Equal((200, Bare("OK")), answer);
        Assert.Equal((isQueued, isPaused, isMuted), (watch.State.Activity == WatchActivity.Queued, watch.IsPaused, watch.IsMuted));
    }

    [Fact]
    public async Task Pausing_and_muting_are_taken_back()
    {
        var uuid = await fixture.Api.WatchAsync(new { url = "http://example.com", paused = true, notification_muted = true }, Cancel);

        await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}?paused=unpaused", Cancel);
        await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}?muted=unmuted", Cancel);

        var watch = await FindAsync(uuid);
        Assert.Equal((false, false), (watch.IsPaused, watch.IsMuted));
    }

    [Theory]
    [InlineData("paused=1")]
    [InlineData("muted=true")]
    [InlineData("recheck=")]
    [InlineData("paused=Paused")]
    public async Task Any_other_value_asks_for_nothing(string query)
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);
        var before = (await FindAsync(uuid)).State.Revision;

        var (status, body) = await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}?{query}", Cancel);

        Assert.Equal(200, status);
        Assert.Equal(uuid, JsonNode.Parse(body)!["uuid"]!.GetValue<string>());
        Assert.Equal(before, (await FindAsync(uuid)).State.Revision);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?recheck=1")]
    [InlineData("?paused=paused")]
    [InlineData("?muted=muted")]
    public async Task Without_the_key_no_get_changes_anything_whatever_cookies_come_along(string query)
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);
        var before = (await FindAsync(uuid)).State.Revision;
        using var browser = fixture.Api.Anonymous();
        browser.DefaultRequestHeaders.Add("Cookie", $"x-api-key={V1Client.Key}; session={V1Client.Key}");

        Assert.Equal(403, (await browser.GetTextAsync($"/api/v1/watch/{uuid}{query}", Cancel)).Status);
        Assert.Equal(403, (await browser.GetTextAsync("/api/v1/watch?recheck_all=1", Cancel)).Status);
        Assert.Equal(before, (await FindAsync(uuid)).State.Revision);
    }

    private async Task<Watch> FindAsync(string uuid) => (await fixture.Api.Catalog.FindAsync(WatchId.Parse(uuid), Cancel))!;
}
