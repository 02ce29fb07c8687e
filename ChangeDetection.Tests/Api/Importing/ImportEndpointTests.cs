using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Core.Importing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Importing;

/// <summary>POST /api/v2/imports.</summary>
public sealed class ImportEndpointTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_imported_and_the_answer_tells_how_far_it_is_and_what_came_of_it()
    {
        var list = string.Join('\n', Enumerable.Range(0, 450).Select(number => $"https://example.com/{number}").Append("file:///etc/passwd"));

        var (status, type, events) = await SendAsync("imports?format=urls", Encoding.UTF8.GetBytes(list));

        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (status, type));
        Assert.Equal(450, events[^1]["total"]!.GetValue<int>());
        var report = events[^1]["report"]!;
        Assert.Equal(("urls", 450, 450, false), (report["format"]!.GetValue<string>(), report["added"]!.GetValue<int>(), report["lines"]!.AsArray().Count, report["isDryRun"]!.GetValue<bool>()));
        Assert.Equal(("added", "https://example.com/0"), (report["lines"]![0]!["fate"]!.GetValue<string>(), report["lines"]![0]!["url"]!.GetValue<string>()));
        Assert.Equal("refused", Assert.Single(report["notes"]!.AsArray())!["severity"]!.GetValue<string>());
        Assert.Equal(450, (await _api.Catalog.ListIdsAsync(Cancel)).Count);
    }

    [Fact]
    public async Task A_backup_of_the_reference_is_known_by_itself_and_v1_tells_the_same_afterwards()
    {
        using var datastore = ADatastore.Newest()
            .WithWatch(ADatastore.One, """{"url":"https://example.com/1","title":"One","ignore_text":["x"],"from_the_future":{"a":1}}""")
            .With($"{ADatastore.One}/history.txt", "1760000100,a.txt\n").With($"{ADatastore.One}/a.txt", "text");

        var (_, _, events) = await SendAsync("imports?name=backup.zip", datastore.Zip());
        var watch = await _api.GetAsync(ADatastore.One, Cancel);

        Assert.Equal(1, events[^1]["report"]!["added"]!.GetValue<int>());
        Assert.Equal(("One", """["x"]""", """{"a":1}""", 1), (watch["title"]!.GetValue<string>(), watch["ignore_text"]!.ToJsonString(), watch["from_the_future"]!.ToJsonString(), watch["history_n"]!.GetValue<int>()));
        Assert.Equal("text", await _api.Http.GetStringAsync(new Uri($"/api/v1/watch/{ADatastore.One}/history/latest", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task A_table_is_shown_and_read_as_a_person_says()
    {
        var table = Encoding.UTF8.GetBytes("Where,What\nhttps://example.com/1,One\nhttps://example.com/2,Two\n");

        using var columns = await _api.Http.PostAsync(new Uri("/api/v2/imports/columns?name=a.csv", UriKind.Relative), new ByteArrayContent(table), Cancel);
        var (_, _, events) = await SendAsync("imports?name=a.csv&column=url&column=title&header=true", table);

        Assert.Equal("""[["Where","What"],["https://example.com/1","One"],["https://example.com/2","Two"]]""", JsonNode.Parse(await columns.Content.ReadAsStringAsync(Cancel))!["rows"]!.ToJsonString());
        Assert.Equal(2, events[^1]["report"]!["added"]!.GetValue<int>());
        Assert.Equal(["One", "Two"], (await _api.Catalog.ListAsync(Cancel)).Select(watch => watch.Settings.Title).Order());
    }

    [Theory]
    [InlineData("imports?format=magic", "https://example.com/", "format")]
    [InlineData("imports?name=x.csv&column=magic", "https://example.com/", "column")]
    [InlineData("imports?name=x.csv&column=title", "https://example.com/", "column")]
    [InlineData("imports", "\0\u0001\u0002", "file")]
    [InlineData("imports?format=opml", "<opml", "file")]
    [InlineData("imports/columns?name=list.txt", "https://example.com/", "file")]
    public async Task What_cannot_be_read_is_told_by_the_field_to_mend(string path, string content, string field)
    {
        using var answer = await _api.Http.PostAsync(new Uri($"/api/v2/{path}", UriKind.Relative), new ByteArrayContent(Encoding.UTF8.GetBytes(content)), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["errors"]![field]!.AsArray());
        Assert.Empty(await _api.Catalog.ListIdsAsync(Cancel));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<(HttpStatusCode Status, string? Type, IReadOnlyList<JsonNode> Events)> SendAsync(string path, byte[] content)
    {
        using var answer = await _api.Http.PostAsync(new Uri($"/api/v2/{path}", UriKind.Relative), new ByteArrayContent(content), Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)]);
    }
}
