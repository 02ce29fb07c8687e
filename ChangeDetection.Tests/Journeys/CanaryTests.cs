using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Http;
using StackExchange.Redis;
using Xunit;

namespace ChangeDetection.Tests.Journeys;

/// <summary>Secrets that are used, mistyped, refused, and in hand when processes are killed: they stand in no file, message, log or span (invariant I-36).</summary>
public sealed class CanaryTests : IAsyncDisposable
{
    private static readonly string[] Canaries =
        ["canary1header", "canary2body", "canary3proxy", "canary4notification", "canary5global", "canary6group", "canary7query", "canary8template"];

    private readonly TemporaryDirectory _directory = new();
    private readonly List<HostProcess> _processes = [];
    private readonly ConcurrentQueue<byte[]> _told = [];
    private readonly ConcurrentQueue<string> _arrived = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Attack", "secret-004")]
    [Trait("Attack", "secret-009")]
    public async Task No_secret_is_found_anywhere_after_checks_errors_refusals_and_kills()
    {
        await using var redis = await RedisServer.StartAsync(Cancel);
        await using var listening = await ConnectionMultiplexer.ConnectAsync($"{redis.ConnectionString},allowAdmin=true");
        await listening.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("*"), (_, message) => _told.Enqueue(message!));
        await using var origin = await OriginServer.StartAsync(Cancel);
        await using var proxy = ProxyServer.To(origin.Url("/"), "user:another");
        Prepare(origin);
        var held = origin.SaysWhenOpened("/held", "held");
        var environment = Environment(redis.ConnectionString, origin.Url("/otlp"));
        var api = Start("ChangeDetection.Api", environment);
        using var http = new HttpClient { BaseAddress = await api.AddressAsync(Cancel) };
        http.DefaultRequestHeaders.Add("x-api-key", V1Client.Key);
        var worker = Start("ChangeDetection.Worker", environment);
        await worker.AddressAsync(Cancel);

        var tokens = await FillAsync(http, origin, proxy);
        await Eventually.HoldsAsync(async () => await AreCheckedAsync(http) && origin.Requests.Contains("/held"), Cancel);
        using (var feed = await http.GetAsync($"rss?token={tokens[1]}", Cancel))
            Assert.Equal(HttpStatusCode.OK, feed.StatusCode);
        await http.GetAsync($"rss?token={Canaries[6]}", Cancel);
        worker.Kill();
        await Eventually.HoldsAsync(() => new[] { "watch.fetch", "url.query" }.All(span => _arrived.Any(one => one.Contains(span, StringComparison.Ordinal))), Cancel);
        var redisHolds = await DumpAsync(listening);
        api.Kill();
        await Task.WhenAll(_processes.Select(process => process.ExitCodeAsync(Cancel)));
        held.SetResult();

        Assert.All(Canaries[..2], used => Assert.Contains(_arrived, one => one.Contains(used, StringComparison.Ordinal)));
        var places = Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllBytes);
        Assert.Contains(places, file => Has(file.Value, "/marker"));
        foreach (var (place, bytes) in places.Concat(Said(redisHolds)))
            Assert.All([.. Canaries, .. tokens], secret => Assert.False(Has(bytes, secret), $"{secret} stands in {place}."));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
        _directory.Dispose();
    }

    private void Prepare(OriginServer origin)
    {
        origin.Answers("/marker", async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            _arrived.Enqueue($"{context.Request.Headers.Authorization} {await body.ReadToEndAsync(context.RequestAborted)}");
            await context.Response.WriteAsync($"<p>{_arrived.Count}</p>", context.RequestAborted);
        });
        foreach (var signal in new[] { "traces", "logs", "metrics" })
        {
            origin.Answers($"/otlp/v1/{signal}", async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                _told.Enqueue(body.ToArray());
                _arrived.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
            });
        }
    }

    private static async Task<string[]> FillAsync(HttpClient http, OriginServer origin, ProxyServer proxy)
    {
        await SendAsync(http, HttpMethod.Patch, "api/v2/settings", new { headers = new[] { $"X-Global: {Canaries[4]}" }, proxies = new[] { $"Office {proxy.Url("http", $"user:{Canaries[2]}")}", $"Away http://user:{Canaries[2]}@127.0.0.1:{Ports.Free()}" }, proxy = "no-proxy" });
        await SendAsync(http, HttpMethod.Post, "api/v2/groups", new { title = "News", headers = new[] { $"X-Group: {Canaries[5]}" } });
        object Watch(string path, string? choice, string body) => new
        {
            url = origin.Url(path),
            tag = "News",
            method = "POST",
            body,
            proxy = choice,
            headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Canaries[0]}" },
            notification_urls = new[] { $"post://user:{Canaries[3]}@example.com" },
        };
        foreach (var watch in new[] { Watch("/marker", null, Canaries[1]), Watch("/held", null, Canaries[1]), Watch("/refused", "Office", Canaries[1]), Watch("/away", "Away", Canaries[1]), Watch("/broken", null, "{{ '" + Canaries[7] + "' | divided_by: 0 }}") })
            await SendAsync(http, HttpMethod.Post, "api/v1/watch", watch);
        using var wrong = await http.PostAsync("api/v1/watch", JsonContent.Create(new { url = origin.Url("/"), headers = new Dictionary<string, string> { ["X-A"] = $"{Canaries[0]}\r\n" } }), Cancel);
        Assert.False(wrong.IsSuccessStatusCode);
        var stored = JsonNode.Parse(await http.GetStringAsync("api/v2/config?format=json&secrets=true", Cancel))!["settings"]!;
        return [stored["api_access_token"]!.GetValue<string>(), stored["rss_access_token"]!.GetValue<string>()];
    }

    private static async Task SendAsync(HttpClient http, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    // All but the one that is held; what failed says so, and never what it failed with.
    private static async Task<bool> AreCheckedAsync(HttpClient http)
    {
        var watches = (await http.GetFromJsonAsync<JsonObject>("api/v2/watches", Cancel))!["watches"]!.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.All(Canaries, canary => Assert.DoesNotContain(canary, watches, StringComparison.Ordinal));
        return new[] { "Proxy authentication required", "The proxy 'Away' failed", "invalid Jinja2 template" }.All(words => watches.Contains(words, StringComparison.Ordinal));
    }

    private static async Task<byte[]> DumpAsync(ConnectionMultiplexer redis)
    {
        var server = redis.GetServers().Single();
        await server.ConfigSetAsync("rdbcompression", "no");
        var dump = new MemoryStream();
        await foreach (var key in server.KeysAsync().WithCancellation(Cancel))
        {
            await dump.WriteAsync((byte[])key!, Cancel);
            await dump.WriteAsync(await redis.GetDatabase().KeyDumpAsync(key) ?? [], Cancel);
        }

        Assert.True(dump.Length > 0);
        return dump.ToArray();
    }

    private IEnumerable<KeyValuePair<string, byte[]>> Said(byte[] redisHolds)
    {
        yield return new("Redis", redisHolds);
        foreach (var message in _told)
            yield return new("a message or a span", message);
        foreach (var process in _processes)
            yield return new("an output", Encoding.UTF8.GetBytes(process.Output));
    }

    private static bool Has(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private HostProcess Start(string program, IReadOnlyDictionary<string, string> environment)
    {
        var process = HostProcess.Start(program, environment);
        _processes.Add(process);
        return process;
    }

    private Dictionary<string, string> Environment(string redis, string telemetry) => new()
    {
        ["ConnectionStrings__redis"] = redis,
        ["DATASTORE_PATH"] = _directory.Path,
        ["API_ACCESS_TOKEN"] = V1Client.Key,
        ["Logging__LogLevel__Default"] = "Trace",
        ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
        ["Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
        ["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = "Debug",
        ["Logging__LogLevel__System.Net.Http"] = "Trace",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["REQUESTS_RETRY_MAX_COUNT"] = "0",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
    };
}
