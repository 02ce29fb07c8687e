using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>/tags and /tag.</summary>
public sealed class TagTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tag_is_made_listed_read_edited_and_deleted()
    {
        var (status, made) = await PostAsync("""{"title":"News","include_filters":[".article"],"tag_colour":"#4f8ef7"}""");
        var uuid = UuidIn(made);
        var (_, list) = await _api.Http.GetTextAsync("/api/v1/tags", Cancel);
        var edited = await PutAsync(uuid, """{"url_match_pattern":"*://news.example.com/*","overrides_watch":true,"notification_muted":true}""");
        var tag = await GetAsync(uuid);
        var deleted = await DeleteAsync(uuid);
        var again = await DeleteAsync(uuid);

        Assert.Equal((201, $"{{\"uuid\":\"{uuid}\"}}\n"), (status, made));
        Assert.Equal($"{{\"{uuid}\":{{\"date_created\":1795435200,\"notification_muted\":false,\"title\":\"News\",\"uuid\":\"{uuid}\"}}}}\n", list);
        Assert.Equal((200, Bare("OK")), edited);
        Assert.Equal("""[".article"]""", tag["include_filters"]!.ToJsonString());
        Assert.Equal(("#4f8ef7", "*://news.example.com/*"), (tag["tag_colour"]!.GetValue<string>(), tag["url_match_pattern"]!.GetValue<string>()));
        Assert.True(tag["overrides_watch"]!.GetValue<bool>() && tag["notification_muted"]!.GetValue<bool>());
        Assert.Equal((204, ""), deleted);
        Assert.Equal((400, Message($"No tag exists with the UUID of {uuid}")), again);
    }

    [Fact]
    public async Task A_tag_has_the_fields_of_a_watch_but_none_of_those_that_checks_write()
    {
        var uuid = UuidIn((await PostAsync("""{"title":"News"}""")).Body);

        var tag = await GetAsync(uuid);

        Assert.All(["include_filters", "ignore_text", "notification_urls", "processor_config_restock_diff", "time_schedule_limit", "paused", "url", "llm_intent"], name => Assert.True(tag.ContainsKey(name), name));
        Assert.All(
            ["last_checked", "last_changed", "last_error", "check_count", "fetch_time", "previous_md5", "page_title", "content-type", "last_viewed", "check_cron", "verify_tls"],
            name => Assert.False(tag.ContainsKey(name), name));
    }

    [Fact]
    public async Task A_title_that_is_there_already_gives_that_tag_and_it_takes_the_fields()
    {
        var first = UuidIn((await PostAsync("""{"title":"News"}""")).Body);

        var (status, body) = await PostAsync("""{"title":" nEWS ","ignore_text":["x"]}""");

        Assert.Equal((201, first), (status, UuidIn(body)));
        var tag = await GetAsync(first);
        Assert.Equal(("News", """["x"]"""), (tag["title"]!.GetValue<string>(), tag["ignore_text"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"title":" "}""", "\"Invalid or unsupported tag\"\n")]
    [InlineData("""{"title":"T","from_the_future":1,"another":2}""", "\"Unknown field(s): another, from_the_future\"\n")]
    [InlineData("""{"title":"T","tag_colour":"red"}""", "\"tag_colour: must be a hex colour, for example #4f8ef7\"\n")]
    [InlineData("""{"title":"T","tag_colour":"#12345"}""", "\"tag_colour: must be a hex colour, for example #4f8ef7\"\n")]
    [InlineData("""{"title":"T","notification_urls":["no url"]}""", "\"'no url' is not a valid AppRise URL.\"\n")]
    [InlineData("""{}""", "{\"message\":\"Validation failed: body: 'title' is a required property\"}\n")]
    [InlineData("""{"title":5}""", "{\"message\":\"Validation failed: title: 5 is not of type 'string'\"}\n")]
    public async Task A_tag_that_cannot_be_is_refused(string body, string answer)
    {
        Assert.Equal((400, answer), await PostAsync(body));
        Assert.Equal("{}\n", (await _api.Http.GetTextAsync("/api/v1/tags", Cancel)).Body);
    }

    [Fact]
    public async Task Two_tags_cannot_have_one_title()
    {
        await PostAsync("""{"title":"News"}""");
        var other = UuidIn((await PostAsync("""{"title":"Shops"}""")).Body);

        Assert.Equal((400, Bare("Another tag has this title already")), await PutAsync(other, """{"title":"news"}"""));
        Assert.Equal((200, Bare("OK")), await PutAsync(other, """{"title":"SHOPS"}"""));
    }

    [Fact]
    public async Task What_was_read_can_be_sent_back_and_changes_nothing()
    {
        var uuid = UuidIn((await PostAsync("""{"title":"News","trigger_text":["a"],"time_between_check":{"hours":2},"overrides_watch":true,"processor_config_restock_diff":{"follow_price_changes":false}}""")).Body);
        var before = await GetAsync(uuid);

        Assert.Equal((200, Bare("OK")), await PutAsync(uuid, before.ToJsonString()));

        Assert.True(JsonNode.DeepEquals(before, await GetAsync(uuid)));
    }

    [Fact]
    public async Task Watches_are_put_into_tags_by_title_by_uuid_and_by_their_address()
    {
        var shops = UuidIn((await PostAsync("""{"title":"Shops","url_match_pattern":"shop."}""")).Body);
        var made = await _api.WatchAsync(new { url = "http://example.com/1", tag = "News, shops" }, Cancel);
        var named = await _api.WatchAsync(new { url = "http://example.com/2", tags = new[] { shops } }, Cancel);
        var fitting = await _api.WatchAsync(new { url = "http://SHOP.example.com/3" }, Cancel);
        await _api.WatchAsync(new { url = "http://example.com/4" }, Cancel);

        var inShops = JsonNode.Parse((await _api.Http.GetTextAsync("/api/v1/watch?tag=SHOPS", Cancel)).Body)!.AsObject();
        var inNews = JsonNode.Parse((await _api.Http.GetTextAsync("/api/v1/watch?tag=news", Cancel)).Body)!.AsObject();
        var inNone = await _api.Http.GetTextAsync("/api/v1/watch?tag=none", Cancel);

        Assert.Equal(((string[])[made, named, fitting]).Order(), inShops.Select(entry => entry.Key).Order());
        Assert.Equal([made], inNews.Select(entry => entry.Key));
        Assert.Equal($"[\"{shops}\"]", inShops[fitting]!["tags"]!.ToJsonString());
        Assert.Equal("[]", (await _api.GetAsync(fitting, Cancel))["tags"]!.ToJsonString());
        Assert.Equal((200, "{}\n"), inNone);
    }

    [Fact]
    public async Task A_deleted_tag_is_in_no_watch()
    {
        var watch = await _api.WatchAsync(new { url = "http://example.com/1", tag = "News, Shops" }, Cancel);
        var tags = (await _api.GetAsync(watch, Cancel))["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()).ToList();

        await DeleteAsync(tags[0]);

        Assert.Equal($"[\"{tags[1]}\"]", (await _api.GetAsync(watch, Cancel))["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task A_recheck_of_a_tag_is_one_of_its_watches_that_are_not_paused()
    {
        await _api.WatchAsync(new { url = "http://example.com/1", tag = "News" }, Cancel);
        await _api.WatchAsync(new { url = "http://example.com/2", tag = "News", paused = true }, Cancel);
        await _api.WatchAsync(new { url = "http://example.com/3" }, Cancel);
        var uuid = (await _api.Settings.ReadAsync(Cancel)).Groups.Single().Id;

        var answer = await _api.Http.GetTextAsync($"/api/v1/tag/{uuid}?recheck=true", Cancel);

        Assert.Equal((200, """{"status":"OK, queued 1 watches for rechecking"}""" + "\n"), answer);
        Assert.Equal("http://example.com/1", Assert.Single(await _api.Catalog.ListAsync(Cancel), watch => watch.State.Activity is WatchActivity.Queued).Url);
    }

    [Fact]
    public async Task A_tag_is_muted_by_reading_it()
    {
        var uuid = UuidIn((await PostAsync("""{"title":"News"}""")).Body);

        Assert.Equal((200, Bare("OK")), await _api.Http.GetTextAsync($"/api/v1/tag/{uuid}?muted=muted", Cancel));
        Assert.True((await GetAsync(uuid))["notification_muted"]!.GetValue<bool>());
        Assert.Equal((200, Bare("OK")), await _api.Http.GetTextAsync($"/api/v1/tag/{uuid}?muted=unmuted", Cancel));
        Assert.False((await GetAsync(uuid))["notification_muted"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_price_rules_of_a_tag_that_overrides_stand_in_the_watch_and_do_not_become_its_own()
    {
        var uuid = UuidIn((await PostAsync("""{"title":"Shops","overrides_watch":true,"processor_config_restock_diff":{"price_change_min":5}}""")).Body);
        var watch = await _api.WatchAsync(new { url = "http://example.com/1", tags = new[] { uuid } }, Cancel);
        var seen = await _api.GetAsync(watch, Cancel);

        await _api.Http.PutTextAsync(watch, seen.ToJsonString(), Cancel);
        await DeleteAsync(uuid);
        var after = await _api.GetAsync(watch, Cancel);

        Assert.Equal(($"tag:{uuid}", "5"), (seen["processor_config_restock_diff_source"]!.GetValue<string>(), seen["processor_config_restock_diff"]!["price_change_min"]!.ToJsonString()));
        Assert.Equal("watch", after["processor_config_restock_diff_source"]!.GetValue<string>());
        Assert.Null(after["processor_config_restock_diff"]!["price_change_min"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task An_unknown_tag_is_told(string method)
    {
        const string Unknown = "095be615-a8ad-4c33-8e9c-c7612fbf6c9f";

        Assert.Equal(
            (404, Message($"No tag exists with the UUID of {Unknown}")),
            await _api.Http.SendTextAsync(new HttpMethod(method), $"/api/v1/tag/{Unknown}", method == "PUT" ? "{}" : null, "application/json", Cancel));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<(int Status, string Body)> PostAsync(string body) => _api.Http.SendTextAsync(HttpMethod.Post, "/api/v1/tag", body, "application/json", Cancel);

    private Task<(int Status, string Body)> PutAsync(string uuid, string body) => _api.Http.SendTextAsync(HttpMethod.Put, $"/api/v1/tag/{uuid}", body, "application/json", Cancel);

    private Task<(int Status, string Body)> DeleteAsync(string uuid) => _api.Http.SendTextAsync(HttpMethod.Delete, $"/api/v1/tag/{uuid}", null, null, Cancel);

    private async Task<JsonObject> GetAsync(string uuid) => JsonNode.Parse((await _api.Http.GetTextAsync($"/api/v1/tag/{uuid}", Cancel)).Body)!.AsObject();

    private static string UuidIn(string body) => JsonNode.Parse(body)!["uuid"]!.GetValue<string>();
}
