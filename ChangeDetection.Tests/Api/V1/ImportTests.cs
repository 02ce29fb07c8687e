using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>POST /import.</summary>
public sealed class ImportTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_becomes_a_watch_with_the_fields_of_the_query()
    {
        var (status, body) = await ImportAsync(
            "http://example.com/1\r\n\n   http://example.com/2\n",
            "?tag=News,Shops&include_filters=.a,.b&ignore_text=[\"x,y\"]&paused=true&webdriver_delay=5&headers={\"X-A\":\"1\"}&title=Imported&notification_urls=json://a&price_change_threshold_percent=2.5");

        var uuids = JsonNode.Parse(body)!.AsArray().Select(uuid => uuid!.GetValue<string>()).ToList();
        var watches = await _api.Catalog.ListAsync(Cancel);
        var groups = (await _api.Settings.ReadAsync(Cancel)).Groups;
        Assert.Equal(200, status);
        Assert.Equal(["http://example.com/1", "http://example.com/2"], uuids.Select(uuid => watches.Single(watch => watch.Id.ToString() == uuid).Url));
        Assert.Equal(["News", "Shops"], groups.Select(group => group.Title));
        Assert.All(watches, watch =>
        {
            Assert.Equal(groups.Select(group => group.Id), watch.Settings.Tags);
            Assert.Equal([".a", ".b"], watch.Settings.IncludeFilters);
            Assert.Equal(["x,y"], watch.Settings.IgnoreText);
            Assert.Equal((true, 5, "1", "Imported", 2.5), (watch.IsPaused, watch.Settings.WebdriverDelay, watch.Settings.Headers["X-A"], watch.Settings.Title, watch.Settings.PriceChangeThresholdPercent));
        });
    }

    [Fact]
    public async Task What_is_watched_already_is_left_out_unless_asked_for()
    {
        await _api.WatchAsync(new { url = "http://example.com/1" }, Cancel);

        var without = await ImportAsync("http://EXAMPLE.com/1\nhttp://example.com/2\nhttp://example.com/2", "");
        var with = await ImportAsync("http://example.com/1", "?dedupe=false");

        Assert.Equal((2, 1), (JsonNode.Parse(without.Body)!.AsArray().Count, JsonNode.Parse(with.Body)!.AsArray().Count));
        Assert.Equal(4, (await _api.Catalog.ListIdsAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Many_are_stored_before_the_answer_that_speaks_of_the_background()
    {
        var answer = await ImportAsync(string.Join('\n', Enumerable.Range(0, 1201).Select(number => $"http://example.com/{number}")), "?tag_uuids=095be615-a8ad-4c33-8e9c-c7612fbf6c9f");

        Assert.Equal((202, """{"status":"Importing 1201 URLs in background","count":1201}""" + "\n"), answer);
        Assert.All(await _api.Catalog.ListAsync(Cancel), watch => Assert.Equal(["095be615-a8ad-4c33-8e9c-c7612fbf6c9f"], watch.Settings.Tags));
        Assert.Equal(1201, (await _api.Catalog.ListIdsAsync(Cancel)).Count);
    }

    [Theory]
    [InlineData("from_the_future=1", "Unknown watch configuration parameter: from_the_future")]
    [InlineData("webdriver_delay=soon", "Invalid value for parameter 'webdriver_delay': 'soon' cannot be read as a whole number")]
    [InlineData("paused=perhaps", "Invalid value for parameter 'paused': 'perhaps' cannot be read as true or false")]
    [InlineData("headers=[1", "Invalid value for parameter 'headers': '[1' cannot be read as a JSON object")]
    [InlineData("method=PATCH", "Invalid value for parameter 'method': method: 'PATCH' is not one of ['GET', 'POST', 'DELETE', 'PUT']")]
    [InlineData("processor=magic", "Invalid processor 'magic'. Available processors: text_json_diff, restock_diff")]
    [InlineData("fetch_backend=magic", "Invalid fetch_backend 'magic'. Available: system, html_requests, html_webdriver, extra_browser_<name>")]
    [InlineData("proxy=mine", "Invalid proxy choice, currently supported proxies are 'none configured'")]
    [InlineData("dedupe=perhaps", "dedupe: 'perhaps' is not a truth value; use true or false")]
    [InlineData("notification_urls=nowhere", "Invalid notification_urls: 'nowhere' is not a valid AppRise URL.")]
    [InlineData("include_filters=xpath://[", null)]
    public async Task A_parameter_that_cannot_be_imports_nothing(string query, string? problem)
    {
        var (status, body) = await ImportAsync("http://example.com/1", $"?{query}");

        Assert.Equal(400, status);
        if (problem is not null)
            Assert.Equal(Bare(problem), body);
        Assert.Empty(await _api.Catalog.ListIdsAsync(Cancel));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("no address")]
    [InlineData("http://user:pass@example.com/")]
    public async Task A_line_that_is_no_address_imports_nothing(string line)
    {
        Assert.Equal((400, Bare($"Invalid or unsupported URL - {line}")), await ImportAsync($"http://example.com/1\n{line}\nhttp://example.com/2", ""));
        Assert.Empty(await _api.Catalog.ListIdsAsync(Cancel));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<(int Status, string Body)> ImportAsync(string lines, string query) =>
        _api.Http.SendTextAsync(HttpMethod.Post, $"/api/v1/import{query}", lines, "text/plain", Cancel);
}
