using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>POST /watch beyond the shape of its fields.</summary>
public sealed class CreateTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_watch_is_answered_with_its_uuid_and_is_due_at_once_without_being_queued()
    {
        var (status, body) = await fixture.Api.Http.PostTextAsync("""{"url":"  http://example.com  ","title":"Test 中文 Ελλ 日本語 🔥","paused":true}""", Cancel);
        var uuid = JsonNode.Parse(body)!["uuid"]!.GetValue<string>();
        var watch = await fixture.Api.Catalog.FindAsync(WatchId.Parse(uuid), Cancel);

        Assert.Equal(201, status);
        Assert.Equal($"{{\"uuid\":\"{uuid}\"}}\n", body);
        Assert.Equal("http://example.com/", watch!.Url);
        Assert.Equal("Test 中文 Ελλ 日本語 🔥", watch.Settings.Title);
        Assert.True(watch.IsPaused);
        Assert.Equal(WatchActivity.Idle, watch.State.Activity);
        Assert.Equal(fixture.Api.Clock.GetUtcNow(), watch.State.NextCheckAt);
    }

    [Theory]
    [InlineData("\"proxy\":\"mine\"", "Invalid proxy choice, currently supported proxies are 'none configured'")]
    [InlineData("\"time_between_check_use_default\":false", "At least one time interval (weeks, days, hours, minutes, or seconds) must be specified when not using global settings.")]
    [InlineData("\"time_between_check_use_default\":false,\"time_between_check\":{\"hours\":0,\"days\":null}", "At least one time interval (weeks, days, hours, minutes, or seconds) must be specified when not using global settings.")]
    [InlineData("\"notification_urls\":[\"json://localhost\",\"not a url\"]", "'not a url' is not a valid AppRise URL.")]
    public async Task A_rule_that_is_not_kept_is_told_by_create_and_edit_as_a_bare_text(string fields, string problem)
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);
        var count = (await fixture.Api.Catalog.ListIdsAsync(Cancel)).Count;

        Assert.Equal((400, Bare(problem)), await fixture.Api.Http.PostTextAsync($"{{\"url\":\"http://example.com\",{fields}}}", Cancel));
        Assert.Equal((400, Bare(problem)), await fixture.Api.Http.PutTextAsync(uuid, $"{{{fields}}}", Cancel));
        Assert.Equal(count, (await fixture.Api.Catalog.ListIdsAsync(Cancel)).Count);
    }

    [Theory]
    [InlineData("\"proxy\":\"\"")]
    [InlineData("\"proxy\":null")]
    [InlineData("\"proxy\":\"no-proxy\"")]
    [InlineData("\"tag\":\"\"")]
    [InlineData("\"time_between_check_use_default\":false,\"time_between_check\":{\"seconds\":1}")]
    [InlineData("\"time_between_check_use_default\":true,\"time_between_check\":{}")]
    public async Task A_rule_that_is_kept_stands_in_nobodys_way(string fields) =>
        Assert.Equal(201, (await fixture.Api.Http.PostTextAsync($"{{\"url\":\"http://example.com\",{fields}}}", Cancel)).Status);

    [Fact]
    public async Task Fields_that_nobody_knows_are_kept_and_given_back()
    {
        var uuid = await fixture.Api.WatchAsync(new { url = "http://example.com", from_the_future = new { a = 1 }, constructor = "x" }, Cancel);

        var watch = await fixture.Api.GetAsync(uuid, Cancel);

        Assert.Equal("""{"a":1}""", watch["from_the_future"]!.ToJsonString());
        Assert.Equal("x", watch["constructor"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_more_watches_are_made_than_the_limit_allows()
    {
        await using var api = new ApiHost(("PAGE_WATCH_LIMIT", "2"));
        await api.WatchAsync(Cancel);
        var second = await api.WatchAsync(Cancel);

        var refused = await api.Http.PostTextAsync("""{"url":"http://example.com"}""", Cancel);
        await api.Http.DeleteAsync($"/api/v1/watch/{second}", Cancel);

        Assert.Equal((429, Bare("Watch limit reached (2/2 watches). Cannot add more watches.")), refused);
        Assert.Equal(201, (await api.Http.PostTextAsync("""{"url":"http://example.com"}""", Cancel)).Status);
    }
}
