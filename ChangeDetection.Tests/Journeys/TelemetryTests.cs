using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Journeys;

/// <summary>What an operator sees of one check in a real dashboard, when Api and Worker are separate processes.</summary>
public sealed class TelemetryTests
{
    private static readonly string[] Steps = ["watch.enqueue", "watch.dequeue", "watch.fetch", "watch.extract", "watch.commit", "watch.announce"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_is_one_trace_across_processes()
    {
        await using var dashboard = await AspireDashboard.StartAsync(Cancel);
        await using var redis = await RedisServer.StartAsync(Cancel);
        await using var origin = await OriginServer.StartAsync(Cancel);
        using var directory = new TemporaryDirectory();
        origin.Says("/", "<p>hello</p>");
        await using var api = HostProcess.Start("ChangeDetection.Api", Environment("api"));
        using var client = new V1Client(await api.AddressAsync(Cancel));
        await using var worker = HostProcess.Start("ChangeDetection.Worker", Environment("worker"));
        await worker.AddressAsync(Cancel);
        var watch = await client.WatchAsync(origin.Url("/"), Cancel);
        await Eventually.HoldsAsync(async () => (await client.GetAsync($"watch/{watch}", Cancel))["history_n"]!.GetValue<int>() == 1, Cancel);

        await client.GetTextAsync($"watch/{watch}?recheck=1", Cancel);

        await Eventually.HoldsAsync(async () => Whole(await dashboard.SpansAsync(Cancel)) is not null, Cancel);
        var trace = Whole(await dashboard.SpansAsync(Cancel))!;
        Assert.Equal(["api"], trace.Where(span => span.Name == "watch.enqueue").Select(span => span.Service).Distinct());
        Assert.Equal(["worker"], trace.Where(span => span.Name is "watch.dequeue" or "watch.fetch" or "watch.commit").Select(span => span.Service).Distinct());
        Assert.Single(trace, span => string.IsNullOrEmpty(span.ParentSpanId));

        Dictionary<string, string> Environment(string service) => new()
        {
            ["ConnectionStrings__redis"] = redis.ConnectionString,
            ["DATASTORE_PATH"] = directory.Path,
            ["API_ACCESS_TOKEN"] = V1Client.Key,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.OtlpEndpoint,
            ["OTEL_SERVICE_NAME"] = service,
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        };
    }

    // A trace that has every step, begun by the Api.
    private static List<AspireDashboard.Span>? Whole(IReadOnlyList<AspireDashboard.Span> spans) =>
        spans.GroupBy(span => span.TraceId).Select(trace => trace.ToList())
            .FirstOrDefault(trace => Steps.All(step => trace.Any(span => span.Name == step)) && trace.Any(span => span is { Name: "watch.enqueue", Service: "api" }));
}
