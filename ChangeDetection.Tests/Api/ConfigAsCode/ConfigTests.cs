using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChangeDetection.Api.ConfigAsCode;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.ConfigAsCode;

public sealed class ConfigTests
{
    private const string Document = """
        version: 1
        settings:
          time_between_check: {hours: 6}
          headers: {Accept-Language: en}
        groups:
          - key: news
            title: News
            tag_colour: '#aabbcc'
            ignore_text: [advert]
        watches:
          - key: front
            url: https://example.com/front
            title: Front page
            groups: [news]
            include_filters:
              - '#main'
          - url: https://example.com/second
            check_cron: 0 8 * * 1-5
            time_between_check_use_default: false
            paused: true
            body: |
              first line
              second line
            method: POST
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_planned_applied_and_the_second_time_changes_nothing()
    {
        await using var api = new ApiHost();
        var plan = await SendAsync(api, "plan", Document);
        Assert.True(plan.Status == HttpStatusCode.OK, plan.Body.ToJsonString());
        Assert.Equal(["group news", "watch front", "watch https://example.com/second"], Targets(plan.Body, "creates"));
        Assert.Equal(["headers", "time_between_check"], plan.Body["changes"]![0]!["fields"]!.AsArray().Select(field => (string)field!["field"]!).Order());
        Assert.Empty(await api.Catalog.ListAsync(Cancel));

        var applied = await SendAsync(api, "apply", Document);

        Assert.Equal(HttpStatusCode.OK, applied.Status);
        Assert.Equal(plan.Body.ToJsonString(), applied.Body.ToJsonString());
        var watches = (await api.Catalog.ListAsync(Cancel)).OrderBy(watch => watch.Url).ToList();
        Assert.Equal(["https://example.com/front", "https://example.com/second"], watches.Select(watch => watch.Url).Order());
        Assert.Equal((await api.Settings.ReadAsync(Cancel)).Groups[0].Id, Assert.Single(watches[0].Settings.Tags));
        Assert.Equal("first line\nsecond line\n", watches[1].Settings.Body);
        Assert.Equal(32, (await api.Settings.ReadAsync(Cancel)).ApiAccessToken.Length);
        var revision = watches.Max(watch => watch.State.Revision);
        AssertNothing((await SendAsync(api, "apply", Document)).Body, 3);
        Assert.Equal(revision, (await api.Catalog.ListAsync(Cancel)).Max(watch => watch.State.Revision));
    }

    [Theory]
    [InlineData("yaml", false)]
    [InlineData("yaml", true)]
    [InlineData("json", false)]
    public async Task What_was_read_changes_nothing_when_applied(string format, bool withSecrets)
    {
        await using var api = await FilledAsync();

        var text = await api.Http.GetStringAsync($"/api/v2/config?format={format}&secrets={withSecrets}", Cancel);

        Assert.Equal(withSecrets, text.Contains("hunter2", StringComparison.Ordinal));
        Assert.Equal(withSecrets, text.Contains((await api.Settings.ReadAsync(Cancel)).ApiAccessToken, StringComparison.Ordinal));
        AssertNothing((await SendAsync(api, "plan?prune=true", text, format)).Body, 4);
        AssertNothing((await SendAsync(api, "apply?prune=true", text, format)).Body, 4);
        Assert.Equal("Basic hunter2", (await api.Catalog.ListAsync(Cancel)).Single(watch => watch.Settings.Headers.Count > 0).Settings.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_document_with_secrets_makes_the_same_installation_elsewhere()
    {
        await using var api = await FilledAsync();
        await using var other = new ApiHost();
        var text = await api.Http.GetStringAsync("/api/v2/config?secrets=true", Cancel);

        await SendAsync(other, "apply", text);

        AssertNothing((await SendAsync(api, "plan?prune=true", await other.Http.GetStringAsync("/api/v2/config?secrets=true", Cancel))).Body, 4);
    }

    [Fact]
    public async Task Only_when_pruned_what_the_document_does_not_have_is_deleted()
    {
        await using var api = new ApiHost();
        await SendAsync(api, "apply", Document);
        const string Less = """
            version: 1
            groups: []
            watches:
              - key: front
                url: https://example.com/front
                title: Front page
            """;

        Assert.Equal(["watch front"], Targets((await SendAsync(api, "plan", Less)).Body, "changes"));
        Assert.Equal(["group news", "watch https://example.com/second"], Targets((await SendAsync(api, "apply?prune=true", Less)).Body, "deletes"));

        var watch = Assert.Single(await api.Catalog.ListAsync(Cancel));
        Assert.Empty(watch.Settings.Tags);
        Assert.Empty(watch.Settings.IncludeFilters);
        Assert.Empty((await api.Settings.ReadAsync(Cancel)).Groups);
        AssertNothing((await SendAsync(api, "plan?prune=true", Less)).Body, 1);
    }

    [Fact]
    public async Task A_watch_keeps_its_key_whatever_becomes_of_its_address()
    {
        await using var api = new ApiHost();
        await SendAsync(api, "apply", Document);

        var moved = await SendAsync(api, "apply", Document.Replace("example.com/front", "example.org/front", StringComparison.Ordinal));

        var change = Assert.Single(moved.Body["changes"]!.AsArray())!;
        Assert.Equal("""[{"field":"url","before":"https://example.com/front","after":"https://example.org/front"}]""", change["fields"]!.ToJsonString());
        Assert.Equal(2, (await api.Catalog.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Watches_of_one_address_and_title_get_numbers()
    {
        await using var api = new ApiHost();
        await api.WatchAsync(new { url = "https://example.com/", title = "A" }, Cancel);
        await api.WatchAsync(new { url = "https://example.com/", title = "A" }, Cancel);

        var document = JsonNode.Parse(await api.Http.GetStringAsync("/api/v2/config?format=json", Cancel))!;

        Assert.Equal(["https://example.com/ A", "https://example.com/ A 2"], document["watches"]!.AsArray().Select(watch => (string)watch!["key"]!));
    }

    [Theory]
    [InlineData("version: 2", "version (line 1)", "version: 1")]
    [InlineData("version: 1\nwatch: []", "watch (line 2)", "no section 'watch'")]
    [InlineData("version: 1\nwatches:\n  - url: file:///etc/passwd", "watches[0].url (line 3)", "")]
    [InlineData("version: 1\nwatches:\n  - url: https://a.example\n    colour: red", "watches[0].colour (line 4)", "no field 'colour'")]
    [InlineData("version: 1\nwatches:\n  - url: https://a.example\n    title: [1]", "watches[0].title (line 4)", "not of type")]
    [InlineData("version: 1\nwatches:\n  - url: https://a.example\n    groups: [none]", "watches[0].groups (line 4)", "no group 'none'")]
    [InlineData("version: 1\nwatches:\n  - url: https://a.example\n    include_filters: ['xpath://[']", "watches[0].include_filters (line 4)", "")]
    [InlineData("version: 1\nwatches:\n  - url: https://a.example\n    headers: {Authorization: '***'}", "watches[0].headers (line 4)", "write the secrets out")]
    [InlineData("version: 1\nwatches:\n  - {key: a, url: https://a.example}\n  - {key: a, url: https://b.example}", "watches[1].key (line 4)", "stands there twice")]
    [InlineData("version: 1\nwatches:\n  - url: https://a.example\n    check_cron: every day", "watches[0].check_cron (line 4)", "")]
    [InlineData("version: 1\nsettings:\n  jitter_seconds: -1", "settings.jitter_seconds (line 3)", "0 to 86400")]
    [InlineData("version: 1\nsettings:\n  jitter_seconds: much", "settings.jitter_seconds (line 3)", "wrong type")]
    [InlineData("version: 1\nsettings:\n  shutdown: true", "settings.shutdown (line 3)", "no setting")]
    [InlineData("version: 1\ngroups:\n  - title: A\n    tag_colour: red", "groups[0].tag_colour (line 4)", "#rrggbb")]
    [InlineData("version: 1\ngroups:\n  - title: A\n  - {key: b, title: a}", "groups (line 3)", "Two groups")]
    [InlineData("a: &x 1\nb: *x", "line 1", "Anchors")]
    [InlineData("a: 1\na: 2", "line 2", "twice")]
    [InlineData("a: [1", "line", "not valid YAML")]
    [InlineData("", "document", "must be a list of fields")]
    public async Task A_wrong_document_is_refused_with_place_and_fix(string yaml, string place, string expected)
    {
        await using var api = new ApiHost();

        var answer = await SendAsync(api, "apply", yaml);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var problem = Assert.Single(answer.Body["errors"]!.AsObject());
        Assert.StartsWith(place, problem.Key, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Value!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Empty(await api.Catalog.ListAsync(Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("No")]
    [InlineData("1.50")]
    [InlineData("0x1F")]
    [InlineData("~")]
    [InlineData("- a")]
    [InlineData("a: b")]
    [InlineData("#main")]
    [InlineData("'\"")]
    [InlineData(" spaces round ")]
    [InlineData("two\nlines\n\n")]
    [InlineData("tab\tand\u0001\u0085\u2028 😀 é")]
    [InlineData("*a &b !c %d @e `f")]
    [InlineData("2026-11-23")]
    public void A_text_reads_as_it_was_written(string text)
    {
        var node = new JsonObject { ["a"] = text, ["b"] = new JsonArray(text, 1, 1.5, null, true, new JsonObject { [text] = new JsonArray() }), ["c"] = new JsonObject() };

        Assert.True(JsonNode.DeepEquals(node, ConfigText.ReadYaml(ConfigText.WriteYaml(node)).Root), ConfigText.WriteYaml(node));
    }

    private static async Task<ApiHost> FilledAsync()
    {
        var api = new ApiHost();
        await api.WatchAsync(new { url = "https://example.com/é?a=1", title = "yes: #1", tag = "News, Prices", ignore_text = new[] { "/a\\d/", " - x" }, own_field = 1 }, Cancel);
        await api.WatchAsync(new
        {
            url = "https://example.com/secret",
            headers = new Dictionary<string, string> { ["Authorization"] = "Basic hunter2", ["Accept"] = "text/html" },
            notification_urls = new[] { "post://user:hunter2@example.com/path" },
            time_between_check_use_default = false,
            time_between_check = new { weeks = 0, minutes = 5 },
            processor_config_restock_diff = new { in_stock_processing = "all_changes", price_change_min = 1.5 },
        }, Cancel);
        var settings = await api.V2Async(HttpMethod.Patch, "settings", """{"proxies":["Office http://user:hunter2@proxy.example.com:3128"],"hostRules":["a.example checks=1"]}""", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, settings.Status);
        return api;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(ApiHost api, string path, string text, string format = "yaml")
    {
        using var response = await api.Http.PostAsync($"/api/v2/config/{path}", new StringContent(text, Encoding.UTF8, $"application/{format}"), Cancel);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        return (response.StatusCode, JsonNode.Parse(body)!);
    }

    private static void AssertNothing(JsonNode plan, int unchanged) =>
        Assert.Equal($$"""{"creates":[],"changes":[],"deletes":[],"unchanged":{{unchanged}},"isEmpty":true}""", plan.ToJsonString());

    private static IEnumerable<string> Targets(JsonNode plan, string list) => plan[list]!.AsArray().Select(one => $"{(string)one!["kind"]!} {(string)one["key"]!}");
}
