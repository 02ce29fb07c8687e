using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Worker.Scheduling;

/// <summary>The scheduler over a real store and a real queue that nobody works on but the test.</summary>
public sealed class CheckSchedulerTests : IAsyncLifetime
{
    private static readonly WorkerId Worker = new("worker-1");

    private readonly TemporaryDirectory _directory = new();
    private readonly InProcessWorkQueue _queue = new();
    private AStore? _store;
    private CheckScheduler? _scheduler;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = await AStore.OpenAsync(_directory.Path, null, Cancel);
        _scheduler = Make(Worker, new ScheduleOptions { Batch = 10 });
    }

    public async ValueTask DisposeAsync()
    {
        if (_scheduler is not null)
            await _scheduler.StopAsync(CancellationToken.None);
        _scheduler?.Dispose();
        if (_store is not null)
            await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Due_watches_are_offered_at_once_and_once_however_many_there_are()
    {
        for (var number = 0; number < 35; number++)
            await Store.WatchAsync($"https://example.com/{number}", Cancel);

        await _scheduler!.StartAsync(Cancel);
        await WaitingAsync(35);
        await LetTimePassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(35, await _queue.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task A_watch_is_offered_again_when_its_time_comes_and_not_before()
    {
        await _scheduler!.StartAsync(Cancel);
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        await WaitingAsync(1);
        await DoAsync(Store.Clock.GetUtcNow() + TimeSpan.FromMinutes(10));

        await LetTimePassAsync(TimeSpan.FromMinutes(9));
        var before = await _queue.CountWaitingAsync(Cancel);
        Store.Clock.Advance(TimeSpan.FromMinutes(2));
        await WaitingAsync(1);

        Assert.Equal(0, before);
        Assert.Equal(watch.Id, Assert.Single(await _queue.DequeueAsync(10, Cancel)).Order.WatchId);
    }

    [Fact]
    public async Task An_order_that_the_queue_lost_is_offered_again()
    {
        await Store.WatchAsync("https://example.com/", Cancel);
        await _scheduler!.StartAsync(Cancel);
        await WaitingAsync(1);
        var lost = await _queue.DequeueAsync(10, Cancel);
        await _queue.CompleteAsync(lost, Cancel);

        await WaitingAsync(1);

        Assert.Equal(lost[0].Order.Job, Assert.Single(await _queue.DequeueAsync(10, Cancel)).Order.Job);
    }

    [Fact]
    public async Task What_waited_when_the_last_process_ended_is_offered_at_the_first_turn()
    {
        await Store.WatchAsync("https://example.com/", Cancel);
        Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));

        await _scheduler!.StartAsync(Cancel);

        await Eventually.HoldsAsync(async () => await _queue.CountWaitingAsync(Cancel) == 1, Cancel);
    }

    [Fact]
    public async Task Overdue_work_comes_at_the_capped_rate_most_overdue_first()
    {
        var watches = new List<Watch>();
        for (var number = 0; number < 12; number++)
        {
            watches.Add(await Store.WatchAsync($"https://example.com/{number}", Cancel));
            Store.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        using var scheduler = Make(Worker, new ScheduleOptions { MaxPerSecond = 5 });
        await scheduler.StartAsync(Cancel);
        await Eventually.HoldsAsync(async () => await _queue.CountWaitingAsync(Cancel) == 5, Cancel);
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(async () => await _queue.CountWaitingAsync(Cancel) == 10, Cancel);
        await scheduler.StopAsync(Cancel);

        Assert.Equal(watches.Take(10).Select(watch => watch.Id), (await _queue.DequeueAsync(20, Cancel)).Select(delivery => delivery.Order.WatchId));
    }

    [Fact]
    public async Task A_full_queue_gets_no_more_scheduled_work()
    {
        for (var number = 0; number < 12; number++)
            await Store.WatchAsync($"https://example.com/{number}", Cancel);

        using var scheduler = Make(Worker, new ScheduleOptions { Batch = 2, MaxWaiting = 4 });
        await scheduler.StartAsync(Cancel);
        await WaitingAsync(4);
        for (var turn = 0; turn < 5; turn++)
            await LetTimePassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(4, await _queue.CountWaitingAsync(Cancel));
        await _queue.DequeueAsync(4, Cancel);

        await WaitingAsync(4);
        await scheduler.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_scheduler_that_stands_still_is_replaced_by_another()
    {
        var other = new WorkerId("worker-2");
        Assert.NotNull(await Store.Seats.TakeAsync("scheduler", other, null, Cancel));
        await Store.WatchAsync("https://example.com/", Cancel);
        await _scheduler!.StartAsync(Cancel);

        for (var second = 0; second < 14; second++)
        {
            Store.Clock.Advance(TimeSpan.FromSeconds(1));
            await Store.Heartbeats.BeatAsync(Worker, 10, Cancel);
        }

        Assert.Equal(0, await _queue.CountWaitingAsync(Cancel));
        await WaitingAsync(1);
    }

    [Fact]
    public async Task A_scheduler_that_stops_leaves_its_seat()
    {
        await Store.WatchAsync("https://example.com/", Cancel);
        await _scheduler!.StartAsync(Cancel);
        await WaitingAsync(1);

        await _scheduler.StopAsync(Cancel);

        Assert.Null((await Store.Seats.ReadAsync("scheduler", Cancel)).Owner);
    }

    [Fact]
    public async Task An_order_that_waits_for_its_host_comes_back_when_the_host_takes_it()
    {
        await Store.Settings.EditAsync(settings => settings with { HostMinGapSeconds = 30 }, Cancel);
        await Store.WatchAsync("https://example.com/a", Cancel);
        await Store.WatchAsync("https://example.com/b", Cancel);
        await _scheduler!.StartAsync(Cancel);
        await WaitingAsync(2);
        var taken = await _queue.DequeueAsync(2, Cancel);
        Assert.Single(await Store.Ledger.TakeAsync(taken, Worker, Cancel));
        await _queue.CompleteAsync(taken, Cancel);

        await WaitingAsync(1);
    }

    private CheckScheduler Make(WorkerId worker, ScheduleOptions schedule)
    {
        var requests = new CheckRequests(Store.Ledger, _queue, Store.Announced, NullLogger<CheckRequests>.Instance);
        var options = Options.Create(schedule);
        var seat = new SchedulerSeat(Store.Seats, worker, options, Store.Clock, NullLogger<SchedulerSeat>.Instance);
        return new CheckScheduler(Store.Ledger, requests, _queue, Store.Settings, seat, options, Store.Clock, NullLogger<CheckScheduler>.Instance);
    }

    private Task WaitingAsync(long count) =>
        Eventually.HoldsAsync(
            async () =>
            {
                Store.Clock.Advance(TimeSpan.FromSeconds(1));
                return await _queue.CountWaitingAsync(Cancel) == count;
            },
            Cancel);

    // Between two moves of the clock the scheduler has its turn: the store answers one caller after the other.
    private async Task LetTimePassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(10))
        {
            Store.Clock.Advance(TimeSpan.FromSeconds(10));
            await Store.Heartbeats.BeatAsync(Worker, 10, Cancel);
        }
    }

    private async Task DoAsync(DateTimeOffset next)
    {
        var taken = await _queue.DequeueAsync(10, Cancel);
        var lease = Assert.Single(await Store.Ledger.TakeAsync(taken, Worker, Cancel));
        var report = new CheckReport(lease, new CheckOutcome.Changed("text", "sum"), new PageFacts(), TimeSpan.Zero, next);
        Assert.Equal(CommitVerdict.Stored, await Store.Ledger.StoreAsync(report, Cancel));
        await _queue.CompleteAsync(taken, Cancel);
    }
}
