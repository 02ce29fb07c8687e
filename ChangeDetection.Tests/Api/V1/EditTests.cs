using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>PUT and DELETE /watch/{uuid} beyond the shape of their fields.</summary>
public sealed class EditTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private const string Missing = "00000000-0000-4000-8000-000000000000";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fields_in_the_body_are_replaced_whole_and_others_stay()
    {
        var uuid = await fixture.Api.WatchAsync(
            new { url = "http://example.com/a", title = "old", headers = new { A = "1", B = "2" }, ignore_text = new[] { "x", "y" }, time_between_check = new { days = 1, hours = 2 } }, Cancel);

        var edited = await fixture.Api.Http.PutTextAsync(uuid, """{"url":"https://example.com/b","headers":{"C":"3"},"time_between_check":{"minutes":5},"title":null,"paused":true,"notification_muted":true}""", Cancel);
        var watch = await fixture.Api.GetAsync(uuid, Cancel);

        Assert.Equal((200, Bare("OK")), edited);
        Assert.Equal("https://example.com/b", watch["url"]!.GetValue<string>());
        Assert.Equal("""{"C":"3"}""", watch["headers"]!.ToJsonString());
        Assert.Equal("""["x","y"]""", watch["ignore_text"]!.ToJsonString());
        Assert.Equal("""{"weeks":null,"days":null,"hours":null,"minutes":5,"seconds":null}""", watch["time_between_check"]!.ToJsonString());
        Assert.Null(watch["title"]);
        Assert.True(watch["paused"]!.GetValue<bool>());
        Assert.True(watch["notification_muted"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_interval_alone_is_stored_and_the_global_one_goes_on_to_apply()
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);

        await fixture.Api.Http.PutTextAsync(uuid, """{"time_between_check":{"minutes":5}}""", Cancel);

        var watch = await fixture.Api.GetAsync(uuid, Cancel);
        Assert.Equal(5, watch["time_between_check"]!["minutes"]!.GetValue<int>());
        Assert.True(watch["time_between_check_use_default"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Unknown_fields_are_refused_in_order_and_nothing_is_changed()
    {
        var uuid = await fixture.Api.WatchAsync(new { url = "http://example.com", title = "old", from_the_future = 1 }, Cancel);

        var refused = await fixture.Api.Http.PutTextAsync(uuid, """{"zebra":1,"title":"new","apple":2,"from_the_future":2,"Title":"x"}""", Cancel);

        Assert.Equal((400, Bare("Unknown field(s): Title, apple, from_the_future, zebra")), refused);
        Assert.Equal("old", (await fixture.Api.GetAsync(uuid, Cancel))["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_was_read_can_be_sent_back_and_changes_nothing()
    {
        var uuid = await fixture.Api.WatchAsync(new { url = "http://example.com/a b".Replace(" ", "%20"), title = "t", browser_steps = new[] { new { operation = "Click", selector = "a", optional_value = "" } } }, Cancel);
        await fixture.Api.FindsAsync(uuid, "one", Cancel);
        await fixture.Api.FindsAsync(uuid, "two", Cancel);
        var before = await fixture.Api.GetAsync(uuid, Cancel);

        var sentBack = await fixture.Api.Http.PutTextAsync(uuid, before.ToJsonString(), Cancel);

        Assert.Equal((200, Bare("OK")), sentBack);
        Assert.Equal(before.ToJsonString(), (await fixture.Api.GetAsync(uuid, Cancel)).ToJsonString());
    }

    [Fact]
    public async Task A_look_at_the_newest_version_can_be_noted_and_taken_back()
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);
        await fixture.Api.FindsAsync(uuid, "one", Cancel);
        await fixture.Api.FindsAsync(uuid, "two", Cancel);
        var newest = (await fixture.Api.GetAsync(uuid, Cancel))["last_changed"]!.GetValue<long>();

        await fixture.Api.Http.PutTextAsync(uuid, $"{{\"last_viewed\":{newest}}}", Cancel);
        var seen = await fixture.Api.GetAsync(uuid, Cancel);
        await fixture.Api.Http.PutTextAsync(uuid, $"{{\"last_viewed\":{newest - 1}}}", Cancel);
        var stale = await fixture.Api.GetAsync(uuid, Cancel);

        Assert.Equal((newest, true), (seen["last_viewed"]!.GetValue<long>(), seen["viewed"]!.GetValue<bool>()));
        Assert.False(stale["viewed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_edit_queues_no_check()
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);

        await fixture.Api.Http.PutTextAsync(uuid, """{"title":"new"}""", Cancel);

        Assert.Equal(WatchActivity.Idle, (await fixture.Api.Catalog.FindAsync(WatchId.Parse(uuid), Cancel))!.State.Activity);
    }

    [Theory]
    [InlineData("\" \\t \"", "URL cannot be empty or whitespace only")]
    [InlineData("\"\"", "URL cannot be empty or whitespace only")]
    [InlineData("\"javascript:alert(1)\"", "Invalid or unsupported URL format. URL must use http://, https://, or ftp:// protocol")]
    public async Task A_bad_address_is_told_in_the_words_of_an_edit(string url, string problem) =>
        Assert.Equal((400, Bare(problem)), await fixture.Api.Http.PutTextAsync(await fixture.Api.WatchAsync(Cancel), $"{{\"url\":{url}}}", Cancel));

    [Fact]
    public async Task Empty_price_rules_change_nothing_and_others_replace_all()
    {
        var uuid = await fixture.Api.WatchAsync(new { url = "http://example.com", processor_config_restock_diff = new { price_change_min = 5 } }, Cancel);

        await fixture.Api.Http.PutTextAsync(uuid, """{"processor_config_restock_diff":{}}""", Cancel);
        var kept = await fixture.Api.GetAsync(uuid, Cancel);
        await fixture.Api.Http.PutTextAsync(uuid, """{"processor_config_restock_diff":{"follow_price_changes":false}}""", Cancel);
        var replaced = await fixture.Api.GetAsync(uuid, Cancel);

        Assert.Equal("""{"price_change_min":5}""", kept["processor_config_restock_diff"]!.ToJsonString());
        Assert.Equal("""{"follow_price_changes":false}""", replaced["processor_config_restock_diff"]!.ToJsonString());
        Assert.Equal("watch", replaced["processor_config_restock_diff_source"]!.GetValue<string>());
    }

    [Fact]
    public async Task Edits_at_the_same_time_lose_no_field()
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);
        var fields = new[] { "title", "body", "notification_title", "notification_body", "llm_intent", "llm_change_summary", "webdriver_js_execute_code" };

        var answers = await Task.WhenAll(fields.Select(field => fixture.Api.Http.PutTextAsync(uuid, $"{{\"{field}\":\"{field}!\"}}", Cancel)));

        var watch = await fixture.Api.GetAsync(uuid, Cancel);
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.All(fields, field => Assert.Equal($"{field}!", watch[field]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(Missing)]
    [InlineData("first")]
    public async Task A_watch_that_is_not_there_is_told_by_name(string uuid)
    {
        var missing = Message($"No watch exists with the UUID of {uuid}");

        Assert.Equal((404, missing), await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}", Cancel));
        Assert.Equal((404, missing), await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}?recheck=1", Cancel));
        Assert.Equal((404, missing), await fixture.Api.Http.PutTextAsync(uuid, """{"title":"x","nope":1}""", Cancel));
        Assert.Equal((400, missing), await fixture.Api.Http.SendTextAsync(HttpMethod.Delete, $"/api/v1/watch/{uuid}", null, null, Cancel));
        Assert.Equal((404, missing), await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}/history", Cancel));
        Assert.Equal((404, missing), await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}/history/latest", Cancel));
    }

    [Fact]
    public async Task The_shape_of_a_body_is_judged_before_the_watch_is_looked_for() =>
        Assert.Equal((400, Message("Validation failed: paused: 1 is not of type 'boolean'")), await fixture.Api.Http.PutTextAsync(Missing, """{"paused":1}""", Cancel));

    [Fact]
    public async Task A_deleted_watch_is_gone_with_its_history()
    {
        var uuid = await fixture.Api.WatchAsync(Cancel);
        await fixture.Api.FindsAsync(uuid, "one", Cancel);

        var deleted = await fixture.Api.Http.SendTextAsync(HttpMethod.Delete, $"/api/v1/watch/{uuid.ToUpperInvariant()}", null, null, Cancel);

        Assert.Equal((204, ""), deleted);
        Assert.Equal(404, (await fixture.Api.Http.GetTextAsync($"/api/v1/watch/{uuid}/history/latest", Cancel)).Status);
    }

    [Theory]
    [InlineData("{095be615-a8ad-4c33-8e9c-c7612fbf6c9f}")]
    [InlineData("urn:uuid:095be615-a8ad-4c33-8e9c-c7612fbf6c9f")]
    [InlineData("095be615a8ad4c338e9cc7612fbf6c9f")]
    [InlineData("095be615-a8ad-4c33-8e9c-c7612fbf6c9f.")]
    [InlineData("095be615-a8ad-4c33-8e9c-c7612fbf6c9f%20")]
    [InlineData("FIRST")]
    [InlineData("1")]
    public async Task Another_spelling_of_a_uuid_is_no_route(string uuid)
    {
        foreach (var path in new[] { $"/api/v1/watch/{uuid}", $"/api/v1/watch/{uuid}/history", $"/api/v1/watch/{uuid}/history/latest" })
            Assert.DoesNotContain("No watch exists", (await fixture.Api.Http.GetTextAsync(path, Cancel)) is (404, var body) ? body : "No watch exists", StringComparison.Ordinal);
    }
}
