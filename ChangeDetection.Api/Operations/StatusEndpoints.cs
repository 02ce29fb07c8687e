using System.Globalization;
using System.Text.Json.Nodes;
using ChangeDetection.Api.V1.Access;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Settings;

namespace ChangeDetection.Api.Operations;

/// <summary>Workers and queue in the shapes that scripts for the reference read (peer behaviour, section 5.4).</summary>
internal static class StatusEndpoints
{
    private const int DefaultLimit = 50;
    private const int LimitedBeyond = 100;
    private const int LargestLimit = 5000;

    /// <summary>The routes. Looking changes nothing; the clean-up by GET is for holders of the API key alone, since any page can make a browser send one.</summary>
    public static void MapStatusPages(this IEndpointRouteBuilder routes)
    {
        var status = routes.MapGroup("").ExcludeFromDescription();
        status.MapGet("/worker-health", WorkerHealth);
        status.MapGet("/queue-status", QueueStatus);
        status.MapGet("/queue.json", QueueJson);
        status.MapPost("/queue/cancel-running", CancelRunning);
        status.MapPost("/queue/clear", Clear);
        status.MapPost("/gc-cleanup", CleanUp);
        status.MapGet("/gc-cleanup", CleanUp).RequireAuthorization(ApiKeyHandler.Policy).WithMetadata(OpensWithApiKey.Mark);
    }

    /// <summary>How many checks the workers can run, and what runs.</summary>
    internal static async Task<IResult> WorkerHealth(WorkerHeartbeats workers, QueueState queue, GlobalSettingsStore settings, CancellationToken cancellationToken)
    {
        var places = await workers.ReadPlacesAsync(cancellationToken);
        var running = await queue.ListRunningAsync(cancellationToken);
        var (actual, expected) = (places.Values.Sum(), await ExpectedAsync(places, settings, cancellationToken));
        return Results.Json(new JsonObject
        {
            ["status"] = "success",
            ["worker_status"] = new JsonObject
            {
                ["worker_type"] = "process",
                ["worker_count"] = actual,
                ["running_uuids"] = new JsonArray([.. running.Select(check => (JsonNode)check.WatchId.ToString())]),
                ["active_threads"] = running.Count,
                ["processes"] = places.Count,
            },
            ["health_check"] = new JsonObject
            {
                ["status"] = actual > 0 && actual >= expected ? "healthy" : "degraded",
                ["expected_count"] = expected,
                ["actual_count"] = actual,
                ["message"] = actual == 0 ? "No worker process runs." : actual < expected ? "A worker process has not taken up the number of the settings yet." : "All workers run.",
            },
            ["expected_workers"] = expected,
        });
    }

    /// <summary>The place of one watch, a summary, or a part of what waits.</summary>
    internal static async Task<IResult> QueueStatus(
        QueueState queue, TimeProvider clock, string? uuid, string? summary, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var now = await queue.SummarizeAsync(clock.GetUtcNow(), cancellationToken);
        if (uuid is { Length: > 0 })
            return Results.Json(new JsonObject { ["status"] = "success", ["uuid"] = uuid, ["queue_position"] = await PositionAsync(queue, uuid, now, cancellationToken) });
        if (summary is { Length: > 0 })
            return Results.Json(new JsonObject { ["status"] = "success", ["queue_summary"] = SummaryOf(now) });
        var first = Math.Max(0, offset ?? 0);
        var most = Math.Clamp(limit ?? (now.WaitingCount > LimitedBeyond ? DefaultLimit : LimitedBeyond), 0, LargestLimit);
        var items = await queue.ListWaitingAsync(first, most, cancellationToken);
        return Results.Json(new JsonObject
        {
            ["status"] = "success",
            ["queue_size"] = now.WaitingCount,
            ["queued_data"] = new JsonObject
            {
                ["items"] = new JsonArray([.. items.Select((check, number) => (JsonNode)ItemOf(check, first + number))]),
                ["total_items"] = now.WaitingCount,
                ["returned_items"] = items.Count,
                ["has_more"] = first + items.Count < now.WaitingCount,
            },
        });
    }

    /// <summary>What runs and a page of what waits.</summary>
    internal static async Task<IResult> QueueJson(
        QueueState queue, WorkerHeartbeats workers, TimeProvider clock, int? page, CancellationToken cancellationToken)
    {
        var now = await queue.SummarizeAsync(clock.GetUtcNow(), cancellationToken);
        var (number, pages) = (Math.Max(1, page ?? 1), Math.Max(1, (now.WaitingCount + DefaultLimit - 1) / DefaultLimit));
        var first = (number - 1) * DefaultLimit;
        var waiting = await queue.ListWaitingAsync(first, DefaultLimit, cancellationToken);
        var running = await queue.ListRunningAsync(cancellationToken);
        return Results.Json(new JsonObject
        {
            ["worker_count"] = (await workers.ReadPlacesAsync(cancellationToken)).Values.Sum(),
            ["running_count"] = running.Count,
            ["queued_count"] = now.WaitingCount,
            ["summary"] = new JsonObject { ["immediate"] = ImmediateOf(now), ["clone"] = CountOf(now, CheckPriority.Clone), ["scheduled"] = CountOf(now, CheckPriority.Scheduled), ["priority_breakdown"] = BreakdownOf(now) },
            ["running"] = new JsonArray([.. running.Select((check, place) => (JsonNode)ItemOf(check, place))]),
            ["queued"] = new JsonArray([.. waiting.Select((check, place) => (JsonNode)ItemOf(check, first + place))]),
            ["page"] = number,
            ["per_page"] = DefaultLimit,
            ["total_pages"] = pages,
        });
    }

    /// <summary>Calls off everything that waits, and shows the queue.</summary>
    internal static async Task<IResult> Clear(CheckLedger ledger, CancellationToken cancellationToken)
    {
        await ledger.ClearAsync(cancellationToken);
        return Results.LocalRedirect("~/queue");
    }

    /// <summary>Calls off what a worker is doing for a watch.</summary>
    internal static async Task<IResult> CancelRunning(HttpRequest request, CheckRequests requests, QueueState queue, CancellationToken cancellationToken)
    {
        var uuid = request.HasFormContentType ? (await request.ReadFormAsync(cancellationToken))["uuid"].ToString() : "";
        if (uuid.Length == 0)
            return Results.Json(new { ok = false, error = "missing uuid" }, statusCode: StatusCodes.Status400BadRequest);
        var isRunning = WatchId.TryParse(uuid, null, out var id) && (await queue.ListRunningAsync(cancellationToken)).Any(check => check.WatchId == id);
        if (!isRunning || await requests.CancelAsync(id, cancellationToken) is not WatchActivity.Checking)
            return Results.Json(new { ok = false, error = "uuid not currently running", uuid }, statusCode: StatusCodes.Status404NotFound);
        return Results.Json(new { ok = true, cancelled = uuid, worker_id = (int?)null, replaced = false });
    }

    /// <summary>Gives memory back to the system.</summary>
    internal static IResult CleanUp()
    {
        var before = GC.GetTotalMemory(forceFullCollection: false);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var after = GC.GetTotalMemory(forceFullCollection: false);
        return Results.Json(new { status = "success", message = "Memory cleanup completed", result = new { bytes_before = before, bytes_after = after, working_set = Environment.WorkingSet } });
    }

    private static async Task<int> ExpectedAsync(IReadOnlyDictionary<string, int> places, GlobalSettingsStore settings, CancellationToken cancellationToken) =>
        (await settings.ReadOrDefaultAsync(cancellationToken)).Workers is { } each ? each * Math.Max(1, places.Count) : Math.Max(1, places.Values.Sum());

    private static async Task<JsonObject> PositionAsync(QueueState queue, string uuid, QueueSummary now, CancellationToken cancellationToken)
    {
        var found = WatchId.TryParse(uuid, null, out var id) ? await queue.FindAsync(id, cancellationToken) : null;
        return new JsonObject
        {
            ["position"] = found?.Ahead,
            ["total_items"] = now.WaitingCount,
            ["priority"] = found is { } place ? PriorityOf(place.Check) : null,
            ["found"] = found is not null,
        };
    }

    private static JsonObject SummaryOf(QueueSummary now) => new()
    {
        ["total_items"] = now.WaitingCount,
        ["priority_breakdown"] = BreakdownOf(now),
        ["immediate_items"] = ImmediateOf(now),
        ["clone_items"] = CountOf(now, CheckPriority.Clone),
        ["scheduled_items"] = CountOf(now, CheckPriority.Scheduled),
        ["min_priority"] = now.WaitingCount == 0 ? null : PriorityOf(now.Waiting.Keys.Min(), now.OldestSince),
        ["max_priority"] = now.WaitingCount == 0 ? null : PriorityOf(now.Waiting.Keys.Max(), now.OldestSince),
    };

    private static JsonObject BreakdownOf(QueueSummary now)
    {
        var breakdown = new JsonObject();
        foreach (var (priority, count) in now.Waiting)
        {
            var name = PriorityOf(priority, now.OldestSince).ToString(CultureInfo.InvariantCulture);
            breakdown[name] = count + (breakdown[name]?.GetValue<int>() ?? 0);
        }

        return breakdown;
    }

    private static JsonObject ItemOf(QueuedCheck check, int position) => new()
    {
        ["uuid"] = check.WatchId.ToString(),
        ["position"] = position,
        ["priority"] = PriorityOf(check),
        ["enqueued_at"] = check.QueuedAt.ToUnixTimeMilliseconds() / 1000d,
    };

    private static int ImmediateOf(QueueSummary now) => CountOf(now, CheckPriority.Manual) + CountOf(now, CheckPriority.Front);

    private static int CountOf(QueueSummary now, CheckPriority priority) => now.Waiting.GetValueOrDefault(priority);

    private static long PriorityOf(QueuedCheck check) => PriorityOf(check.Priority, check.QueuedAt);

    /// <summary>The reference counts a scheduled check's priority in epoch seconds, so that any other goes first (peer behaviour, section 4.2).</summary>
    private static long PriorityOf(CheckPriority priority, DateTimeOffset? since) => priority switch
    {
        CheckPriority.Front or CheckPriority.Manual => (long)CheckPriority.Manual,
        CheckPriority.Clone => (long)CheckPriority.Clone,
        _ => since?.ToUnixTimeSeconds() ?? 0,
    };
}
