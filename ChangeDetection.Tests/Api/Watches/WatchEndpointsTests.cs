using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Watches;

/// <summary>The REST endpoints of the pages.</summary>
public sealed class WatchEndpointsTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_watch_waits_for_its_first_check_at_once()
    {
        var made = await SendAsync(HttpMethod.Post, "", """{"url":"https://example.com/a"}""");

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("https://example.com/a", (string?)made.Body["label"]);
        var row = (await ListAsync())["watches"]![0]!;
        Assert.Equal("queued", (string?)row["activity"]);
    }

    [Theory]
    [InlineData("""{"url":""}""", "errors.url", "Enter the address of a page")]
    [InlineData("{}", "errors.url", "Enter the address of a page")]
    [InlineData("""{"url":"example.com"}""", "errors.url", "The address has no scheme; did you mean https://example.com ?")]
    [InlineData("""{"url":"file:///etc/passwd"}""", "errors.url", "file:// type access is denied for security reasons.")]
    [InlineData("""{"url":"https://example.com/","titel":"x"}""", "detail", "Unknown field: titel.")]
    [InlineData("""{"url":5}""", "detail", "The field url has the wrong type.")]
    [InlineData("""{"url":"https://example.com/" """, "detail", "The body is not valid JSON")]
    [InlineData("", "detail", "The body is missing; send JSON.")]
    public async Task A_bad_request_to_make_a_watch_names_the_field_and_makes_none(string body, string place, string expected)
    {
        var answer = await SendAsync(HttpMethod.Post, "", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(expected, TextAt(answer.Body, place), StringComparison.Ordinal);
        Assert.DoesNotContain("ChangeDetection.", answer.Text, StringComparison.Ordinal);
        Assert.Empty((await ListAsync())["watches"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"usesDefaultInterval":false}""", "errors.interval", "At least one time interval")]
    [InlineData("""{"usesDefaultInterval":false,"interval":{"hours":0}}""", "errors.interval", "At least one time interval")]
    [InlineData("""{"url":"https://user:pw@example.com/"}""", "errors.url", "user name or password")]
    [InlineData("""{"interval":{"fortnights":1}}""", "detail", "Unknown field: fortnights.")]
    [InlineData("""{"lastChecked":1}""", "detail", "Unknown field: lastChecked.")]
    public async Task A_bad_edit_names_the_field_and_changes_nothing(string body, string place, string expected)
    {
        var id = await _api.WatchAsync(Cancel);
        var before = await SendAsync(HttpMethod.Get, id, null);

        var answer = await SendAsync(HttpMethod.Patch, id, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(expected, TextAt(answer.Body, place), StringComparison.Ordinal);
        Assert.Equal(before.Text, (await SendAsync(HttpMethod.Get, id, null)).Text);
    }

    [Fact]
    public async Task An_interval_part_below_zero_is_refused()
    {
        var id = await _api.WatchAsync(Cancel);

        var answer = await SendAsync(HttpMethod.Patch, id, """{"interval":{"hours":-1}}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("interval.hours", answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_edit_changes_what_it_names_and_leaves_the_rest()
    {
        var id = await _api.WatchAsync(new { url = "http://example.com/", title = "Old", headers = new { Cookie = "a=b" } }, Cancel);

        var edited = await SendAsync(HttpMethod.Patch, id, """{"includeFilters":[" #main ",""],"interval":{"minutes":5},"usesDefaultInterval":false}""");

        Assert.Equal(HttpStatusCode.OK, edited.Status);
        Assert.Equal("#main", (string?)Assert.Single(edited.Body["includeFilters"]!.AsArray()));
        Assert.Equal(5, (int?)edited.Body["interval"]!["minutes"]);
        var v1 = await _api.GetAsync(id, Cancel);
        Assert.Equal("Old", (string?)v1["title"]);
        Assert.Equal("a=b", (string?)v1["headers"]!["Cookie"]);
    }

    [Fact]
    public async Task A_list_is_paged_newest_first_without_gap_or_repeat()
    {
        var made = new List<string>();
        for (var number = 0; number < 7; number++)
        {
            made.Add(await _api.WatchAsync(Cancel));
            _api.Clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await ListAsync($"?limit=3{(next is null ? "" : $"&after={next}")}");
            seen.AddRange(page["watches"]!.AsArray().Select(row => (string)row!["id"]!));
            next = (string?)page["next"];
        }
        while (next is not null);

        made.Reverse();
        Assert.Equal(made, seen);
    }

    [Fact]
    public async Task Rules_are_tried_on_the_past_and_nothing_is_stored()
    {
        var id = await _api.WatchAsync(Cancel);
        foreach (var text in new[] { "sold out", "sold out\nnote", "on sale", "sold out" })
            await _api.FindsAsync(id, text, Cancel);
        var before = await SendAsync(HttpMethod.Get, id, null);

        var replayed = await SendAsync(HttpMethod.Post, $"{id}/replay", """{"ignoreText":["note"],"triggerText":["sold"]}""");

        Assert.Equal(["changed", "unchanged", "blocked", "unchanged"], JsonNode.Parse(replayed.Text)!.AsArray().Select(version => (string)version!["outcome"]!));
        Assert.Equal("None of the trigger texts is in the page.", (string?)JsonNode.Parse(replayed.Text)![2]!["detail"]);
        Assert.Equal(before.Text, (await SendAsync(HttpMethod.Get, id, null)).Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, $"{id}/replay", """{"triggerText":["/(/"]}""")).Status);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/recheck")]
    [InlineData("POST", "/viewed")]
    [InlineData("GET", "/snapshots")]
    [InlineData("GET", "/snapshots/1")]
    public async Task A_watch_that_does_not_exist_is_not_found(string method, string path)
    {
        var answer = await SendAsync(new HttpMethod(method), $"01900000-0000-7000-8000-000000000000{path}", method == "PATCH" ? "{}" : null);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static string TextAt(JsonNode body, string place) =>
        place.Split('.').Aggregate((JsonNode?)body, (node, name) => node?[name] ?? node?[char.ToUpperInvariant(name[0]) + name[1..]])?.ToJsonString(Relaxed) ?? "";

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<JsonNode> ListAsync(string query = "") => (await _api.Http.GetFromJsonAsync<JsonNode>($"/api/v2/watches{query}", Cancel))!;

    private async Task<(HttpStatusCode Status, JsonNode Body, string Text)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v2/watches/{path}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _api.Http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)! : new JsonObject(), text);
    }
}
