using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Checking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Worker.Checking;

/// <summary>How many checks run at once, who gets a place, and who loses it.</summary>
public sealed class PlacesTests : IAsyncLifetime
{
    private OriginServer? _origin;
    private OriginServer? _other;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OriginServer Origin => _origin!;

    private OriginServer Other => _other!;

    public async ValueTask InitializeAsync() => (_origin, _other) = (await OriginServer.StartAsync(Cancel), await OriginServer.StartAsync(Cancel));

    public async ValueTask DisposeAsync()
    {
        await Origin.DisposeAsync();
        await Other.DisposeAsync();
    }

    [Fact]
    public async Task A_slow_site_gives_its_place_to_others()
    {
        var opened = Origin.SaysWhenOpened("/", "late");
        Other.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel, ("FETCH_WORKERS", "1"));
        await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);
        var good = await worker.WatchAsync(Other.Url("/"), Cancel);

        Assert.Null((await worker.CheckedAsync(good, Cancel)).Failure);
        Assert.InRange(worker.Services.GetRequiredService<CheckPlaces>().Slow, 1, 2);
        opened.SetResult();
    }

    [Fact]
    public async Task Without_a_slow_lane_one_place_is_one_place()
    {
        var opened = Origin.SaysWhenOpened("/", "late");
        Other.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel, ("FETCH_WORKERS", "1"), ("Check:SlowPlaces", "0"));
        await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);
        var good = await worker.WatchAsync(Other.Url("/"), Cancel);

        for (var second = 0; second < 20; second++)
        {
            worker.Clock.Advance(TimeSpan.FromSeconds(1));
            await worker.StateAsync(good, Cancel);
        }

        Assert.Empty(Other.Requests);
        opened.SetResult();
    }

    [Fact]
    public async Task A_paused_queue_starts_nothing_and_goes_on_where_it_was()
    {
        Origin.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        await worker.Settings.EditAsync(settings => settings with { QueuePaused = true }, Cancel);
        await worker.StartAsync(Cancel);
        await SettledAsync(worker);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await Eventually.HoldsAsync(async () => Advances(worker) && await worker.Queue.CountWaitingAsync(Cancel) == 1, Cancel);

        for (var second = 0; second < 10; second++)
        {
            worker.Clock.Advance(TimeSpan.FromSeconds(1));
            await worker.StateAsync(watch, Cancel);
        }

        Assert.Equal(1, await worker.Queue.CountWaitingAsync(Cancel));
        Assert.Empty(Origin.Requests);
        await worker.Settings.EditAsync(settings => settings with { QueuePaused = false }, Cancel);
        await worker.CheckedAsync(watch, Cancel);
    }

    [Fact]
    public async Task The_number_of_places_follows_the_settings()
    {
        await using var worker = await AWorker.OpenAsync(Cancel, ("FETCH_WORKERS", "3"));
        await worker.StartAsync(Cancel);
        var places = worker.Services.GetRequiredService<CheckPlaces>();

        await worker.Settings.EditAsync(settings => settings with { Workers = 7 }, Cancel);
        await Eventually.HoldsAsync(() => Advances(worker) && places.Size == 7, Cancel);
        await worker.Settings.EditAsync(settings => settings with { Workers = null }, Cancel);
        await Eventually.HoldsAsync(() => Advances(worker) && places.Size == 3, Cancel);
    }

    [Fact]
    public async Task However_quick_pages_are_no_more_are_fetched_at_once_than_there_are_places()
    {
        var (now, most) = (0, 0);
        Origin.Answers("/", async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            await context.Response.WriteAsync("<p>hello</p>", context.RequestAborted);
            Interlocked.Decrement(ref now);
        });
        await using var worker = await AWorker.OpenAsync(Cancel, ("FETCH_WORKERS", "3"), ("Check:SlowPlaces", "0"));
        await worker.Settings.EditAsync(settings => settings with { HostMaxInFlight = 50 }, Cancel);
        var watches = new List<Watch>();
        for (var number = 0; number < 200; number++)
            watches.Add(await worker.WatchAsync(Origin.Url($"/?{number}"), Cancel));
        await worker.StartAsync(Cancel);

        foreach (var watch in watches)
            Assert.Null((await worker.CheckedAsync(watch, Cancel)).Failure);
        Assert.InRange(most, 2, 3);
    }

    [Fact]
    public async Task A_check_called_off_stops_and_its_result_is_not_stored()
    {
        var opened = Origin.SaysWhenOpened("/", "late");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        Assert.Equal(WatchActivity.Checking, await worker.Services.GetRequiredService<CheckRequests>().CancelAsync(watch.Id, Cancel));
        await Eventually.HoldsAsync(() => worker.Services.GetRequiredService<RunningChecks>().All.Count == 0, Cancel);
        opened.SetResult();

        var state = await worker.StateAsync(watch, Cancel);
        Assert.Equal((WatchActivity.Idle, 0, 0L), (state.Activity, state.SnapshotCount, state.CheckCount));
        Assert.Equal(0, await worker.Queue.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task A_check_of_a_watch_that_was_deleted_meanwhile_stops_by_itself()
    {
        Origin.SaysWhenOpened("/", "never");
        await using var worker = await AWorker.OpenAsync(Cancel, ("Fetch:Timeout", "00:30:00"), ("Check:Deadline", "01:00:00"));
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        await worker.Catalog.DeleteAsync(watch.Id, Cancel);

        await Eventually.HoldsAsync(() => Advances(worker) && worker.Services.GetRequiredService<RunningChecks>().All.Count == 0, Cancel);
    }

    [Fact]
    public async Task Suspects_are_checked_one_after_the_other_and_all_of_them()
    {
        Origin.Says("/a", "<p>a</p>");
        Origin.Says("/b", "<p>b</p>");
        Origin.Says("/c", "<p>c</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watches = new List<Watch>();
        foreach (var path in (string[])["/a", "/b", "/c"])
            watches.Add(await worker.WatchAsync(Origin.Url(path), Cancel));
        var dead = new WorkerId("dead");
        var orders = await worker.Ledger.OfferAsync(10, Cancel);
        Assert.Equal(3, (await worker.Ledger.TakeAsync([.. orders.Select(order => new Delivery(order, "1", IsTakenOver: false))], dead, Cancel)).Count);
        await worker.Ledger.ReleaseAllOfAsync([dead.Value], Cancel);

        await worker.StartAsync(Cancel);

        foreach (var watch in watches)
            await worker.CheckedAsync(watch, Cancel);
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_understood_is_told_on_its_watch_and_a_person_is_served()
    {
        Origin.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel, new WatchSettings { TimeBetweenCheckUseDefault = false, CheckCron = "99 * * * *" });
        await worker.StartAsync(Cancel);

        Assert.Equal(CheckFailure.InvalidSchedule, (await worker.CheckedAsync(watch, Cancel)).Failure);
        Assert.Empty(Origin.Requests);
        await worker.Services.GetRequiredService<CheckRequests>().RequestAsync([watch.Id], CheckPriority.Manual, Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);
    }

    private static bool Advances(AWorker worker)
    {
        worker.Clock.Advance(TimeSpan.FromSeconds(1));
        return true;
    }

    // The settings have been looked at once when their loop has set the places.
    private static Task SettledAsync(AWorker worker) =>
        Eventually.HoldsAsync(() => Advances(worker) && worker.Services.GetRequiredService<CheckPlaces>().IsPaused, Cancel);
}
