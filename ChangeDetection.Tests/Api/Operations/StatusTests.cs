using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace ChangeDetection.Tests.Api.Operations;

/// <summary>What operators see of queue, workers and health, in the reference's shapes and in ours.</summary>
public sealed class StatusTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CheckLedger Ledger => _api.Services.GetRequiredService<CheckLedger>();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task The_place_of_a_watch_in_the_queue_is_known()
    {
        var ids = await QueueAsync(3);
        await Ledger.RequestAsync([ids[2]], CheckPriority.Manual, Cancel);

        var first = (await GetAsync($"/queue-status?uuid={ids[2]}"))["queue_position"]!;
        var none = (await GetAsync("/queue-status?uuid=nonsense"))["queue_position"]!;

        Assert.Equal("""{"position":0,"total_items":3,"priority":1,"found":true}""", first.ToJsonString());
        Assert.Equal("""{"position":null,"total_items":3,"priority":null,"found":false}""", none.ToJsonString());
    }

    [Fact]
    public async Task The_queue_is_summed_up_and_listed_in_pages()
    {
        var ids = await QueueAsync(5);
        await Ledger.RequestAsync([ids[4]], CheckPriority.Manual, Cancel);
        await Ledger.RequestAsync([ids[3]], CheckPriority.Clone, Cancel);
        var seconds = _api.Clock.GetUtcNow().ToUnixTimeSeconds();

        var summary = (await GetAsync("/queue-status?summary=1"))["queue_summary"]!;
        var page = await GetAsync("/queue-status?limit=2&offset=1");
        var all = await GetAsync("/queue.json");

        Assert.Equal(
            $$"""{"total_items":5,"priority_breakdown":{"1":1,"5":1,"{{seconds}}":3},"immediate_items":1,"clone_items":1,"scheduled_items":3,"min_priority":1,"max_priority":{{seconds}}}""",
            summary.ToJsonString());
        Assert.Equal((5, 2, true), ((int)page["queued_data"]!["total_items"]!, (int)page["queued_data"]!["returned_items"]!, (bool)page["queued_data"]!["has_more"]!));
        Assert.Equal(ids[3].ToString(), (string?)page["queued_data"]!["items"]![0]!["uuid"]);
        Assert.Equal(1, (int)page["queued_data"]!["items"]![0]!["position"]!);
        Assert.Equal(5, all["queued"]!.AsArray().Count);
    }

    [Fact]
    public async Task Workers_are_counted_and_none_is_no_good_state()
    {
        var none = await GetAsync("/worker-health");
        await _api.Services.GetRequiredService<WorkerHeartbeats>().BeatAsync(new WorkerId("one"), 7, Cancel);
        var ids = await QueueAsync(1);
        await LeaseAsync(ids[0]);
        var one = await GetAsync("/worker-health");

        Assert.Equal("degraded", (string?)none["health_check"]!["status"]);
        Assert.Equal(("healthy", 7), ((string?)one["health_check"]!["status"], (int)one["worker_status"]!["worker_count"]!));
        Assert.Equal(ids[0].ToString(), (string?)one["worker_status"]!["running_uuids"]![0]);
    }

    [Fact]
    public async Task The_clean_up_changes_by_post_and_by_get_for_holders_of_the_key_alone()
    {
        using var anonymous = _api.Anonymous();

        using var refused = await anonymous.GetAsync("/gc-cleanup", Cancel);
        using var keyed = await _api.Http.GetAsync("/gc-cleanup", Cancel);
        using var posted = await anonymous.PostAsync("/gc-cleanup", null, Cancel);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK), (refused.StatusCode, keyed.StatusCode, posted.StatusCode));
        Assert.Equal("success", (string?)(await posted.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["status"]);
    }

    [Fact]
    public async Task A_running_check_is_called_off_and_only_a_running_one()
    {
        var ids = await QueueAsync(2);
        var lease = await LeaseAsync(ids[0]);

        Assert.Equal(HttpStatusCode.BadRequest, await CancelAsync(new Dictionary<string, string>()));
        Assert.Equal(HttpStatusCode.NotFound, await CancelAsync(new Dictionary<string, string> { ["uuid"] = ids[1].ToString() }));
        Assert.Equal(HttpStatusCode.OK, await CancelAsync(new Dictionary<string, string> { ["uuid"] = ids[0].ToString() }));

        var report = new CheckReport(lease, new CheckOutcome.Changed("a", "b"), new PageFacts(), TimeSpan.Zero, lease.StartedAt.AddHours(1));
        Assert.Equal(CommitVerdict.Superseded, await Ledger.StoreAsync(report, Cancel));
    }

    [Fact]
    public async Task The_queue_is_worked_over_rest()
    {
        var ids = await QueueAsync(3);

        Assert.Equal(HttpStatusCode.Accepted, (await _api.V2Async(HttpMethod.Post, $"watches/{ids[2]}/front", null, Cancel)).Status);
        Assert.Equal(ids[2].ToString(), (string?)(await ReadAsync())["next"]![0]!["watchId"]);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.V2Async(HttpMethod.Post, $"watches/{ids[2]}/cancel", null, Cancel)).Status);
        Assert.Equal(2, (int)(await ReadAsync())["waiting"]!);
        Assert.Equal(2, (int)(await _api.V2Async(HttpMethod.Post, "queue/clear", null, Cancel)).Body["removed"]!);
        Assert.Equal(0, (int)(await ReadAsync())["waiting"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _api.V2Async(HttpMethod.Post, $"watches/{Guid.NewGuid()}/cancel", null, Cancel)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _api.V2Async(HttpMethod.Get, "queue?limit=0", null, Cancel)).Status);
    }

    [Fact]
    public async Task The_last_checks_of_a_watch_are_told()
    {
        var uuid = await _api.WatchAsync(Cancel);
        await _api.CheckAsync(uuid, new CheckOutcome.Failed(CheckFailure.TimedOut, "late"), Cancel);
        await _api.CheckAsync(uuid, new CheckOutcome.Changed("a", "b"), Cancel);

        var checks = (await _api.V2Async(HttpMethod.Get, $"watches/{uuid}/checks", null, Cancel)).Body.AsArray();

        Assert.Equal(["changed", "failed"], checks.Select(check => ((string?)check!["outcome"])!.ToLowerInvariant()));
        Assert.Equal(1234, (int)checks[0]!["milliseconds"]!);
        Assert.Contains("Last checks", await _api.Http.GetStringAsync($"/watches/{uuid}/history", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_turns_red_when_due_work_is_late_beyond_the_promise_and_back()
    {
        var uuid = await _api.WatchAsync(Cancel);
        _api.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        _api.Clock.Advance(TimeSpan.FromSeconds(2));
        await HealthAsync();
        _api.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
        await Ledger.OfferAsync(10, Cancel);
        _api.Clock.Advance(TimeSpan.FromSeconds(61));
        await HealthAsync();
        _api.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
        await _api.CheckAsync(uuid, new CheckOutcome.Changed("a", "b"), Cancel);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task A_moment_of_lateness_as_after_a_jump_of_the_clock_is_no_alarm()
    {
        await _api.WatchAsync(Cancel);
        _api.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await _api.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "due-work", Cancel)).Status;

    private async Task<JsonNode> ReadAsync() => (await _api.V2Async(HttpMethod.Get, "queue", null, Cancel)).Body;

    private async Task<JsonObject> GetAsync(string path) => (await _api.Http.GetFromJsonAsync<JsonObject>(path, Cancel))!;

    private async Task<HttpStatusCode> CancelAsync(Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await _api.Http.PostAsync("/queue/cancel-running", content, Cancel);
        return response.StatusCode;
    }

    private async Task<CheckLease> LeaseAsync(WatchId id)
    {
        var order = Assert.Single(await Ledger.RequestAsync([id], CheckPriority.Front, Cancel));
        return Assert.Single(await Ledger.TakeAsync([new Delivery(order, "1", IsTakenOver: false)], new WorkerId("one"), Cancel));
    }

    private async Task<WatchId[]> QueueAsync(int count)
    {
        var drafts = Enumerable.Range(0, count).Select(number => new WatchDraft { Url = $"https://example.com/{number}" });
        var watches = await _api.Catalog.CreateAsync([.. drafts], Cancel);
        await Ledger.OfferAsync(count, Cancel);
        return [.. watches.Select(watch => watch.Id)];
    }
}
