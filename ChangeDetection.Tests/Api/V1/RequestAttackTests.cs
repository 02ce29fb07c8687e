using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Importing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>Requests of the attack reference that try to write what nobody may write, or to leave the place they are for.</summary>
public sealed class RequestAttackTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private static readonly JsonArray All = Read();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Cases => new(All.Select((row, place) => (row!["id"]!.GetValue<string>(), place)));

    public static TheoryData<string> Processors => new(All.Select(row => row!["body"]?["processor"]).OfType<JsonValue>().Select(value => value.GetValue<string>()).Where(name => name.Length > 0));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_request_is_refused_or_does_no_harm(string id, int place)
    {
        var row = All[place]!;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{row["path"]}") { Content = new StringContent(row["raw"]?.GetValue<string>() ?? row["body"]!.ToJsonString(), Encoding.UTF8) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(row["type"]?.GetValue<string>() ?? "application/json");

        using var response = await fixture.Api.Http.SendAsync(request, Cancel);

        var answer = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)response.StatusCode == row["status"]!.GetValue<int>(), $"{id}: {(int)response.StatusCode} {answer}");
        Assert.Contains(row["says"]?.GetValue<string>() ?? "", answer, StringComparison.Ordinal);
        if (response.IsSuccessStatusCode)
            await AssertInertAsync(row, JsonNode.Parse(answer)!["uuid"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("path-003", "/api/v1/watch/%2e%2e%2f%2e%2e%2f%2e%2e%2f")]
    [InlineData("path-005", "/api/v1/watch/../url-watches.json")]
    [InlineData("path-005", "/api/v1/watch/..%5c..%5curl-watches.json")]
    public async Task A_path_leads_nowhere_else(string id, string path)
    {
        var answer = await fixture.Api.RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nx-api-key: {V1Client.Key}\r\nConnection: close\r\n\r\n", Cancel);

        Assert.True(answer.StartsWith("HTTP/1.1 404", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), $"{id}: {answer}");
    }

    [Theory]
    [MemberData(nameof(Processors))]
    public async Task A_processor_that_is_a_path_is_nowhere_taken(string processor)
    {
        var edited = await fixture.Api.WatchAsync(Cancel);
        var body = new JsonObject { ["processor"] = processor };
        var import = await fixture.Api.Http.SendTextAsync(HttpMethod.Post, $"/api/v1/import?processor={Uri.EscapeDataString(processor)}", "https://example.com/imported", "text/plain", Cancel);
        using var datastore = ADatastore.Newest().WithWatch(ADatastore.One, new JsonObject { ["url"] = "https://example.com/", ["processor"] = processor }.ToJsonString());
        using var result = await datastore.ReadAsync();

        Assert.Equal(400, (await fixture.Api.Http.PutTextAsync(edited, body.ToJsonString(), Cancel)).Status);
        Assert.Equal(400, import.Status);
        Assert.Contains(result.Watches.Single().Draft.Settings.Processor, (string[])["text_json_diff", "restock_diff"]);
    }

    private async Task AssertInertAsync(JsonNode row, string uuid)
    {
        if (row["path"]!.GetValue<string>() == "v1/tag")
        {
            Assert.Contains("../../etc/passwd", (await fixture.Api.Http.GetTextAsync($"/api/v1/tag/{uuid}", Cancel)).Body, StringComparison.Ordinal);
            return;
        }

        var watch = await fixture.Api.GetAsync(uuid, Cancel);
        Assert.Equal((uuid, 0, 0), (watch["uuid"]!.GetValue<string>(), watch["check_count"]!.GetValue<int>(), watch["last_checked"]!.GetValue<int>()));
        Assert.DoesNotContain(watch, member => member.Key.StartsWith("__check", StringComparison.Ordinal) || member.Key is "_llm_result" or "last_check_status" or "last_filter_config_hash");
        if (row["body"]?["headers"] is not { } headers)
            return;
        Assert.True(JsonNode.DeepEquals(headers, watch["headers"]));
        var page = await fixture.Api.Http.GetStringAsync(new Uri($"/watches/{uuid}/edit", UriKind.Relative), Cancel);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.NotNull(await fixture.Api.Catalog.FindAsync(WatchId.Parse(uuid), Cancel));
    }

    private static JsonArray Read()
    {
        using var stream = typeof(RequestAttackTests).Assembly.GetManifestResourceStream("ChangeDetection.Tests.Api.V1.Cases.requests.json")!;
        return JsonNode.Parse(stream)!.AsArray();
    }
}
