using System.Text.Json.Nodes;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>What GET tells about watches, their versions and the system.</summary>
public sealed class ReadTests : IAsyncDisposable
{
    private const string Start = "1795435200";
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_never_checked_has_every_field_at_its_default()
    {
        var uuid = await _api.WatchAsync(Cancel);

        var watch = await _api.GetAsync(uuid, Cancel);

        Assert.Equal(uuid, watch["uuid"]!.GetValue<string>());
        Assert.Equal("http://example.com/page", watch["link"]!.GetValue<string>());
        Assert.Equal(Start, watch["date_created"]!.ToJsonString());
        Assert.All(["last_checked", "last_changed", "last_viewed", "check_count", "history_n"], name => Assert.Equal("0", watch[name]!.ToJsonString()));
        Assert.All(["last_error", "previous_md5", "viewed", "paused", "notification_muted"], name => Assert.Equal("false", watch[name]!.ToJsonString()));
        Assert.All(["title", "page_title", "content-type", "remote_server_reply", "body", "proxy"], name => Assert.True(watch.ContainsKey(name) && watch[name] is null, name));
        Assert.Equal("""{"hours":"24","minutes":"00"}""", watch["time_schedule_limit"]!["sunday"]!["duration"]!.ToJsonString());
        Assert.Equal("in_stock_only", watch["processor_config_restock_diff"]!["in_stock_processing"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_checked_watch_tells_what_the_checks_found()
    {
        var uuid = await _api.WatchAsync(Cancel);
        var facts = new PageFacts { Title = "Page", ContentType = "text/html", Server = "nginx" };
        await _api.CheckAsync(uuid, new CheckOutcome.Changed("one", "abc"), Cancel, facts);
        var first = await _api.GetAsync(uuid, Cancel);
        await _api.FindsAsync(uuid, "two", Cancel);
        await _api.CheckAsync(uuid, new CheckOutcome.Failed(CheckFailure.HttpStatus, "Error - 404 (Page not found) received"), Cancel);

        var watch = await _api.GetAsync(uuid, Cancel);

        Assert.Equal(("0", "1", "\"abc\""), (Text(first, "last_changed"), Text(first, "history_n"), Text(first, "previous_md5")));
        Assert.Equal((Later(1), Later(2), "2", "3"), (Text(watch, "last_changed"), Text(watch, "last_checked"), Text(watch, "history_n"), Text(watch, "check_count")));
        Assert.Equal("Error - 404 (Page not found) received", watch["last_error"]!.GetValue<string>());
        Assert.Equal(("Page", "text/html", "nginx", 1.234), (watch["page_title"]!.GetValue<string>(), watch["content-type"]!.GetValue<string>(), watch["remote_server_reply"]!.GetValue<string>(), watch["fetch_time"]!.GetValue<double>()));
    }

    [Fact]
    public async Task The_list_has_these_fields_in_the_order_of_creation_and_nothing_else()
    {
        var first = await _api.WatchAsync(new { url = "http://example.com/1", title = "<b>Ünï</b>", tags = new[] { "095be615-a8ad-4c33-8e9c-c7612fbf6c9f" } }, Cancel);
        _api.Clock.Advance(TimeSpan.FromHours(1));
        var second = await _api.WatchAsync(new { url = "http://example.com/2" }, Cancel);
        await _api.CheckAsync(second, new CheckOutcome.Failed(CheckFailure.Internal, "broken"), Cancel);

        var (status, body) = await _api.Http.GetTextAsync("/api/v1/watch", Cancel);

        Assert.Equal(200, status);
        Assert.Equal(
            $$$"""{"{{{first}}}":{"last_changed":0,"last_checked":0,"last_error":false,"link":"http://example.com/1","page_title":null,"tags":["095be615-a8ad-4c33-8e9c-c7612fbf6c9f"],"title":"<b>Ünï</b>","url":"http://example.com/1","viewed":false},"{{{second}}}":{"last_changed":0,"last_checked":{{{Later(1)}}},"last_error":"broken","link":"http://example.com/2","page_title":null,"tags":[],"title":null,"url":"http://example.com/2","viewed":false}}""" + "\n",
            body);
        Assert.Equal((200, "{}\n"), await _api.Http.GetTextAsync("/api/v1/watch?tag=news", Cancel));
        Assert.Equal(body, (await _api.Http.GetTextAsync("/api/v1/watch?tag=&recheck_all=", Cancel)).Body);
    }

    [Fact]
    public async Task An_address_that_is_not_safe_is_not_linked()
    {
        var watch = await _api.Catalog.CreateAsync(new WatchDraft { Url = "javascript:alert(1)" }, Cancel);

        Assert.Equal("DISABLED", (await _api.GetAsync(watch.Id.ToString(), Cancel))["link"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_history_maps_each_moment_to_the_path_of_its_text_oldest_first()
    {
        var uuid = await _api.WatchAsync(Cancel);
        var before = await _api.Http.GetTextAsync($"/api/v1/watch/{uuid}/history", Cancel);
        await _api.FindsAsync(uuid, "one", Cancel);
        await _api.FindsAsync(uuid, "two\nlines", Cancel);

        var (_, body) = await _api.Http.GetTextAsync($"/api/v1/watch/{uuid}/history", Cancel);
        var paths = JsonNode.Parse(body)!.AsObject();

        Assert.Equal((200, "{}\n"), before);
        Assert.Equal($"{{\"{Start}\":\"/api/v1/watch/{uuid}/history/{Start}\",\"{Later(1)}\":\"/api/v1/watch/{uuid}/history/{Later(1)}\"}}\n", body);
        Assert.Equal((200, "one"), await _api.Http.GetTextAsync(paths[0]!.GetValue<string>(), Cancel));
        Assert.Equal((200, "two\nlines"), await _api.Http.GetTextAsync(paths[1]!.GetValue<string>(), Cancel));
        Assert.Equal((200, "two\nlines"), await _api.Http.GetTextAsync($"/api/v1/watch/{uuid}/history/latest", Cancel));
    }

    [Fact]
    public async Task A_version_is_plain_text_that_no_browser_takes_for_a_page()
    {
        var uuid = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(uuid, "<script>alert(1)</script> +ADw-script+AD4-", Cancel);

        using var response = await _api.Http.GetAsync($"/api/v1/watch/{uuid}/history/latest", Cancel);

        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_told()
    {
        var uuid = await _api.WatchAsync(Cancel);
        Task<(int, string)> Read(string timestamp) => _api.Http.GetTextAsync($"/api/v1/watch/{uuid}/history/{timestamp}", Cancel);

        Assert.Equal((404, Message($"Watch found but no history exists for the UUID {uuid}")), await Read("latest"));
        await _api.FindsAsync(uuid, "one", Cancel);
        Assert.Equal((404, Message("No history snapshot found for timestamp '1'")), await Read("1"));
        Assert.Equal((404, Message("No history snapshot found for timestamp '..%2Fetc%2Fpasswd'")), await Read("..%2Fetc%2Fpasswd?html=1"));
        Assert.Equal((404, "No content found"), await Read("latest?html=1"));
        Assert.Equal((200, "one"), await Read("latest?html="));
    }

    [Fact]
    public async Task The_system_tells_its_counts_its_version_and_what_is_late()
    {
        var fresh = await _api.WatchAsync(Cancel);
        var own = await _api.WatchAsync(new { url = "http://example.com", time_between_check = new { minutes = 1 } }, Cancel);
        await _api.FindsAsync(own, "one", Cancel);
        await _api.FindsAsync(fresh, "one", Cancel);
        await _api.Http.GetTextAsync($"/api/v1/watch/{fresh}?recheck=1", Cancel);

        var (status, body) = await _api.Http.GetTextAsync("/api/v1/systeminfo", Cancel);
        var info = JsonNode.Parse(body)!;

        Assert.Equal(200, status);
        Assert.Equal(["queue_size", "overdue_watches", "uptime", "watch_count", "version"], info.AsObject().Select(member => member.Key));
        Assert.Equal((1, 2, 7200.0), (info["queue_size"]!.GetValue<int>(), info["watch_count"]!.GetValue<int>(), info["uptime"]!.GetValue<double>()));
        Assert.Equal($"[\"{own}\"]", info["overdue_watches"]!.ToJsonString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", info["version"]!.GetValue<string>());
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static string Later(int hours) => (long.Parse(Start, System.Globalization.CultureInfo.InvariantCulture) + hours * 3600).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(JsonObject watch, string name) => watch[name]!.ToJsonString();
}
