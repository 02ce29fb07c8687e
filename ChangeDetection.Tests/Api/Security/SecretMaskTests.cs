using System.Net;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>Secrets in answers, and what is sent back in their place.</summary>
public sealed class SecretMaskTests : IAsyncDisposable
{
    private const string Url = "https://example.com/page";

    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "secret-001")]
    [Trait("Attack", "secret-002")]
    [Trait("Attack", "secret-012")]
    public async Task No_answer_or_page_has_a_secret_that_was_not_asked_for_and_none_is_kept_by_caches()
    {
        var uuid = await FillAsync();
        var group = (await _api.V2Async(HttpMethod.Get, "groups", null, Cancel)).Body[0]!["id"]!.GetValue<string>();
        string[] paths =
        [
            $"api/v2/watches/{uuid}", "api/v2/watches", "api/v2/list", "api/v2/events?after=0", "api/v2/settings", "api/v2/groups", $"api/v2/groups/{group}", "api/v2/config", "api/v2/queue",
            "api/v1/systeminfo", "api/v1/watch", "api/v1/search?q=example", "api/v1/full-spec", $"watches/{uuid}/edit", $"watches/{uuid}/history", $"groups/{group}", "groups", "settings", "backups", "queue", "",
        ];

        foreach (var path in paths)
        {
            using var answer = await _api.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancel);
            if (path.StartsWith("api/v2/events", StringComparison.Ordinal) is false)
                Assert.DoesNotContain("canary", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            Assert.DoesNotContain("canary", $"{answer.Headers} {answer.Content.Headers}", StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl is { NoStore: true } or { NoCache: true }, $"{path}: {answer.Headers.CacheControl}");
            Assert.True(answer.Headers.Contains("Referrer-Policy"), path);
        }
    }

    [Fact]
    public async Task What_is_asked_for_is_shown()
    {
        var uuid = await FillAsync();

        var watch = (await _api.V2Async(HttpMethod.Get, $"watches/{uuid}?secrets=true", null, Cancel)).Body;
        var settings = (await _api.V2Async(HttpMethod.Get, "settings?secrets=true", null, Cancel)).Body;

        Assert.Equal("""["Accept: text/html","Authorization: canary-header"]""", watch["headers"]!.ToJsonString());
        Assert.Equal("canary-body", watch["body"]!.GetValue<string>());
        Assert.Equal("Office http://user:canary-proxy@proxy.example:3128", settings["proxies"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task What_was_shown_and_is_sent_back_changes_nothing()
    {
        var uuid = await FillAsync();
        var shown = (await _api.V2Async(HttpMethod.Get, $"watches/{uuid}", null, Cancel)).Body;
        var global = (await _api.V2Async(HttpMethod.Get, "settings", null, Cancel)).Body;
        Assert.Equal(("""["Accept: text/html","Authorization: ***"]""", "***"), (shown["headers"]!.ToJsonString(), shown["body"]!.GetValue<string>()));
        var before = (await _api.Catalog.ListAsync(Cancel)).Single();

        var edited = await _api.V2Async(HttpMethod.Patch, $"watches/{uuid}", new JsonObject { ["headers"] = shown["headers"]!.DeepClone(), ["body"] = "***", ["title"] = "New" }.ToJsonString(), Cancel);
        var saved = await _api.V2Async(HttpMethod.Patch, "settings", new JsonObject { ["headers"] = global["headers"]!.DeepClone(), ["proxies"] = global["proxies"]!.DeepClone() }.ToJsonString(), Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (edited.Status, saved.Status));
        var after = (await _api.Catalog.ListAsync(Cancel)).Single();
        Assert.Equal(before.Settings.Headers, after.Settings.Headers);
        Assert.Equal(("canary-body", "New"), (after.Settings.Body, after.Settings.Title));
        Assert.Equal("canary-global", (await _api.Settings.ReadAsync(Cancel)).Headers["X-Own"]);
    }

    [Theory]
    [InlineData("""{"headers":["X-Other: ***"]}""", "headers", "no stored header has this name")]
    [InlineData("""{"body":"***","method":"POST"}""", "body", "nothing is stored here")]
    public async Task A_mask_without_anything_behind_it_is_refused(string edit, string field, string words)
    {
        var uuid = await _api.WatchAsync(Cancel);

        var (status, body) = await _api.V2Async(HttpMethod.Patch, $"watches/{uuid}", edit, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(words, body["errors"]![field]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "req-015")]
    [InlineData("api/v2/watches/")]
    [InlineData("api/v1/watch/")]
    [InlineData("watches/")]
    public async Task Only_an_identity_reaches_a_key(string path)
    {
        using var answer = await _api.Http.GetAsync(path + Uri.EscapeDataString("a:b*c{d}\r\nFLUSHALL"), Cancel);

        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<string> FillAsync()
    {
        await _api.V2Async(HttpMethod.Patch, "settings", """{"headers":["X-Own: canary-global"],"proxies":["Office http://user:canary-proxy@proxy.example:3128"]}""", Cancel);
        await _api.V2Async(HttpMethod.Post, "groups", """{"title":"News","headers":["X-Group: canary-group"]}""", Cancel);
        return await _api.WatchAsync(
            new { url = Url, tag = "News", method = "POST", body = "canary-body", headers = new Dictionary<string, string> { ["Accept"] = "text/html", ["Authorization"] = "canary-header" }, notification_urls = new[] { "post://canary-notification@example.com" } }, Cancel);
    }
}
