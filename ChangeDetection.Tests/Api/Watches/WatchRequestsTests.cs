using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Watches;

/// <summary>What programs rely on: requests that can be repeated, edits that overwrite nobody's, lists read part by part.</summary>
public sealed class WatchRequestsTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_made_twice_with_one_key_is_one()
    {
        var first = await SendAsync(HttpMethod.Post, "watches", """{"url":"https://example.com/"}""", ("Idempotency-Key", "a"));
        var again = await SendAsync(HttpMethod.Post, "watches", """{"url":"https://example.com/"}""", ("Idempotency-Key", "a"));
        var other = await SendAsync(HttpMethod.Post, "watches", """{"url":"https://example.com/"}""", ("Idempotency-Key", "b"));
        var long1 = await SendAsync(HttpMethod.Post, "watches", """{"url":"https://example.com/"}""", ("Idempotency-Key", new string('k', 201)));

        Assert.Equal(first.Body["id"]!.GetValue<string>(), again.Body["id"]!.GetValue<string>());
        Assert.NotEqual(first.Body["id"]!.GetValue<string>(), other.Body["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, long1.Status);
        Assert.Equal(2, (await _api.Catalog.ListIdsAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Many_watches_are_brought_to_what_a_program_wants_and_nothing_happens_the_second_time()
    {
        const string Wanted = """[{"key":"a","url":"https://example.com/a","title":"A"},{"key":"b","url":"no address"},{"key":"c","url":"https://example.com/c","isPaused":true}]""";

        var first = await SendAsync(HttpMethod.Put, "watches", Wanted);
        var second = await SendAsync(HttpMethod.Put, "watches", Wanted);
        var third = await SendAsync(HttpMethod.Put, "watches", """[{"key":"a","title":"B"}]""");

        Assert.Equal(["created", "refused", "created"], first.Body.AsArray().Select(one => one!["outcome"]!.GetValue<string>()));
        Assert.NotEmpty(first.Body[1]!["errors"]!["url"]!.AsArray());
        Assert.Equal(["unchanged", "refused", "unchanged"], second.Body.AsArray().Select(one => one!["outcome"]!.GetValue<string>()));
        Assert.Equal("updated", third.Body[0]!["outcome"]!.GetValue<string>());
        var watch = await _api.Catalog.FindAsync(WatchId.Parse(first.Body[0]!["id"]!.GetValue<string>()), Cancel);
        Assert.Equal(("https://example.com/a", "B", WatchActivity.Queued), (watch!.Url, watch.Settings.Title, watch.State.Activity));
        Assert.Equal(2, (await _api.Catalog.ListIdsAsync(Cancel)).Count);
    }

    [Theory]
    [InlineData("""[{"key":"a","url":"https://example.com/a"},{"key":"a","url":"https://example.com/b"}]""")]
    [InlineData("""[{"key":"","url":"https://example.com/a"}]""")]
    [InlineData("""[{"url":"https://example.com/a"}]""")]
    [InlineData("""[{"key":"a","url":"https://example.com/a","frobnicate":1}]""")]
    public async Task A_list_of_watches_that_cannot_be_meant_so_stores_nothing(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Put, "watches", body)).Status);
        Assert.Empty(await _api.Catalog.ListIdsAsync(Cancel));
    }

    [Fact]
    public async Task An_edit_of_an_older_version_is_refused_and_a_check_between_does_not_matter()
    {
        var uuid = await _api.WatchAsync(Cancel);
        var tag = (await SendAsync(HttpMethod.Get, $"watches/{uuid}", null)).Tag!;
        await _api.FindsAsync(uuid, "text", Cancel);

        var mine = await SendAsync(HttpMethod.Patch, $"watches/{uuid}", """{"title":"Mine"}""", ("If-Match", tag));
        var late = await SendAsync(HttpMethod.Patch, $"watches/{uuid}", """{"title":"Late"}""", ("If-Match", tag));
        var next = await SendAsync(HttpMethod.Patch, $"watches/{uuid}", """{"isMuted":true}""", ("If-Match", mine.Tag!));
        var any = await SendAsync(HttpMethod.Patch, $"watches/{uuid}", """{"isMuted":false}""", ("If-Match", "*"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK, HttpStatusCode.OK], [mine.Status, late.Status, next.Status, any.Status]);
        Assert.Equal("Mine", (await _api.Catalog.FindAsync(WatchId.Parse(uuid), Cancel))!.Settings.Title);
        Assert.Equal((await SendAsync(HttpMethod.Get, $"watches/{uuid}", null)).Tag, any.Tag);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("checked")]
    [InlineData("created")]
    [InlineData("label")]
    [InlineData("paused")]
    [InlineData("muted&order=reversed")]
    public async Task A_list_read_part_by_part_gives_each_watch_once_although_rows_move_meanwhile(string sort)
    {
        var uuids = new List<string>();
        for (var number = 0; number < 12; number++)
        {
            uuids.Add(await _api.WatchAsync(new { url = $"https://example.com/{number}", title = $"T{number % 3}", paused = number % 2 == 0, notification_muted = number % 4 == 0 }, Cancel));
            await _api.CheckAsync(uuids[^1], new CheckOutcome.Changed($"text {number}", "x"), Cancel);
        }

        var seen = new List<string>();
        var next = "";
        do
        {
            var (_, part, _) = await SendAsync(HttpMethod.Get, $"list?sort={sort}&count=5{(next.Length > 0 ? $"&after={next}" : "")}", null);
            seen.AddRange(part["watches"]!.AsArray().Select(row => row!["id"]!.GetValue<string>()));
            next = part["next"]?.GetValue<string>() ?? "";
            // The last row of the part goes; by its place alone the next one would be missed.
            if (next.Length > 0)
                await _api.Catalog.DeleteAsync(WatchId.Parse(seen[^1]), Cancel);
        }
        while (next.Length > 0);

        Assert.Equal(uuids.Order(), seen.Order());
    }

    [Fact]
    public async Task Rows_have_the_members_that_are_asked_for()
    {
        await _api.WatchAsync(new { url = "https://example.com/", title = "One" }, Cancel);

        var (_, part, _) = await SendAsync(HttpMethod.Get, "list?fields=label,url", null);

        Assert.Equal("""[{"url":"https://example.com/","label":"One"}]""", part["watches"]!.ToJsonString());
        Assert.Equal(1, part["count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("list?fields=label,frobnicate", "fields")]
    [InlineData("list?after=x", "after")]
    [InlineData("list?after=e30", "after")]
    public async Task A_list_that_cannot_be_is_told_by_its_field(string path, string field) =>
        Assert.NotEmpty((await SendAsync(HttpMethod.Get, path, null)).Body["errors"]![field]!.AsArray());

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<(HttpStatusCode Status, JsonNode Body, string? Tag)> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api/v2/{path}");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _api.Http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return (answer.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text)! : new JsonObject(), answer.Headers.ETag?.Tag);
    }
}
