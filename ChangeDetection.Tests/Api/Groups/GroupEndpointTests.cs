using System.Net;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Groups;

/// <summary>/api/v2/groups, and what a watch has of its groups.</summary>
public sealed class GroupEndpointTests : IAsyncDisposable
{
    private const string Everything = """
        {"title":"News","colour":"#4f8ef7","urlMatchPattern":"*news*","isMuted":true,"overridesWatch":true,"interval":{"hours":2},"headers":["X-A: 1"],"proxy":"no-proxy",
         "includeFilters":[".a"],"subtractiveSelectors":[".b"],"ignoreText":["c"],"triggerText":["d"],"textShouldNotBePresent":["e"],"extractLinesContaining":["f"],"extractText":["/g/"]}
        """;

    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_made_read_and_sent_back_without_a_change()
    {
        var (status, made) = await _api.V2Async(HttpMethod.Post, "groups", Everything, Cancel);
        var id = made["id"]!.GetValue<string>();
        var view = made.DeepClone().AsObject();
        view.Remove("id");

        var sentBack = await _api.V2Async(HttpMethod.Patch, $"groups/{id}", view.ToJsonString(), Cancel);
        var read = await _api.V2Async(HttpMethod.Get, $"groups/{id}", null, Cancel);
        var list = await _api.V2Async(HttpMethod.Get, "groups", null, Cancel);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (status, sentBack.Status));
        Assert.True(JsonNode.DeepEquals(made, read.Body));
        Assert.True(JsonNode.DeepEquals(made, Assert.Single(list.Body.AsArray())));
        foreach (var (name, value) in JsonNode.Parse(Everything)!.AsObject())
            Assert.True(name is "interval" or "headers" || JsonNode.DeepEquals(value, made[name]), name);
        Assert.Equal("""["X-A: ***"]""", made["headers"]!.ToJsonString());
        Assert.Equal("""["X-A: 1"]""", (await _api.V2Async(HttpMethod.Get, $"groups/{id}?secrets=true", null, Cancel)).Body["headers"]!.ToJsonString());
        Assert.Equal(2, made["interval"]!["hours"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_edit_changes_what_it_names_and_a_line_of_the_settings_page_nothing_but_the_interval()
    {
        var (_, made) = await _api.V2Async(HttpMethod.Post, "groups", Everything, Cancel);
        var id = made["id"]!.GetValue<string>();

        await _api.V2Async(HttpMethod.Patch, $"groups/{id}", """{"colour":"","ignoreText":["x","  ",""]}""", Cancel);
        await _api.V2Async(HttpMethod.Patch, "settings", """{"groups":["news every 5 minutes"]}""", Cancel);

        var (_, read) = await _api.V2Async(HttpMethod.Get, $"groups/{id}", null, Cancel);
        Assert.Null(read["colour"]);
        Assert.Equal(("news", """["x"]""", """["d"]""", 5), (read["title"]!.GetValue<string>(), read["ignoreText"]!.ToJsonString(), read["triggerText"]!.ToJsonString(), read["interval"]!["minutes"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{"title":" "}""", "title")]
    [InlineData("""{"title":"nEWS"}""", "title")]
    [InlineData("""{"title":"Other","colour":"red"}""", "colour")]
    [InlineData("""{"title":"Other","headers":["no header"]}""", "headers")]
    [InlineData("""{"title":"Other","proxy":"none"}""", "proxy")]
    [InlineData("""{"title":"Other","includeFilters":["xpath://["]}""", "includeFilters")]
    [InlineData("""{"title":"Other","extractText":["/(/"]}""", "extractText")]
    public async Task What_cannot_be_is_told_by_its_field(string body, string field)
    {
        await _api.V2Async(HttpMethod.Post, "groups", """{"title":"News"}""", Cancel);
        var other = (await _api.V2Async(HttpMethod.Post, "groups", """{"title":"Shops"}""", Cancel)).Body["id"]!.GetValue<string>();

        foreach (var (method, path) in new[] { (HttpMethod.Post, "groups"), (HttpMethod.Patch, $"groups/{other}") })
        {
            var (status, answer) = await _api.V2Async(method, path, body, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotEmpty(answer["errors"]![field]!.AsArray());
        }

        Assert.Equal(2, (await _api.Settings.ReadAsync(Cancel)).Groups.Count);
    }

    [Fact]
    public async Task A_watch_tells_what_holds_because_of_which_group()
    {
        var (_, made) = await _api.V2Async(HttpMethod.Post, "groups", Everything, Cancel);
        var uuid = await _api.WatchAsync(new { url = "http://news.example.com/", include_filters = new[] { ".own" } }, Cancel);

        var (_, watch) = await _api.V2Async(HttpMethod.Get, $"watches/{uuid}", null, Cancel);

        Assert.Equal(($"[\"{made["id"]}\"]", """[".own",".a"]"""), (watch["inherited"]!["includeFilters"]!["groups"]!.ToJsonString(), watch["inherited"]!["includeFilters"]!["value"]!.ToJsonString()));
        Assert.Equal("no-proxy", watch["inherited"]!["proxy"]!["value"]!.GetValue<string>());
        Assert.Null(watch["inherited"]!["method"]);
        Assert.Equal("""[".own"]""", watch["includeFilters"]!.ToJsonString());
        Assert.Equal($"[\"{made["id"]}\"]", watch["summary"]!["groups"]!.ToJsonString());
    }

    [Fact]
    public async Task A_deleted_group_is_gone()
    {
        var id = (await _api.V2Async(HttpMethod.Post, "groups", Everything, Cancel)).Body["id"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.NoContent, (await _api.V2Async(HttpMethod.Delete, $"groups/{id}", null, Cancel)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _api.V2Async(HttpMethod.Delete, $"groups/{id}", null, Cancel)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _api.V2Async(HttpMethod.Get, $"groups/{id}", null, Cancel)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _api.V2Async(HttpMethod.Patch, $"groups/{id}", "{}", Cancel)).Status);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
