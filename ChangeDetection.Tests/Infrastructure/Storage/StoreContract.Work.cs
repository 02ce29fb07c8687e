using System.Text.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>What the store promises about deaths, the scheduler's seat, moved due times and the queue as operators see it.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task A_watch_that_three_workers_died_with_is_set_aside_until_a_person_wants_it()
    {
        var id = (await MakeAsync(1))[0];
        for (var death = 0; death < 3; death++)
        {
            await DieAsync(Assert.Single(await WaitingAsync()));
        }

        var aside = await StateAsync(id);
        Assert.Equal((true, CheckFailure.SetAside, WatchActivity.Idle), (aside.IsSetAside, aside.Failure, aside.Activity));
        Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await Store.Ledger.OfferAsync(10, Cancel));

        // Another chance, and only one.
        await DieAsync(Assert.Single(await Store.Ledger.RequestAsync([id], CheckPriority.Manual, Cancel)));
        Assert.True((await StateAsync(id)).IsSetAside);
        Assert.Null((await CheckAsync(id, Changed("good"))).Failure);
        Assert.False((await StateAsync(id)).IsSetAside);
    }

    [Fact]
    public async Task A_success_forgets_earlier_deaths()
    {
        var id = (await MakeAsync(1))[0];
        for (var round = 0; round < 4; round++)
        {
            await DieAsync(Assert.Single(await Store.Ledger.RequestAsync([id], CheckPriority.Manual, Cancel)));
            var order = Assert.Single(await Store.Ledger.ListWaitingAsync(Store.Clock.GetUtcNow(), TimeSpan.Zero, 10, Cancel));
            await CommitAsync(Assert.Single(await LeaseAsync(order, Worker)), Changed($"{round}"));
        }

        Assert.False((await StateAsync(id)).IsSetAside);
    }

    [Fact]
    public async Task Suspects_run_one_at_a_time_so_that_none_is_blamed_for_another()
    {
        await MakeAsync(3);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);
        Assert.Equal(3, (await Store.Ledger.TakeAsync(Deliveries(orders), OtherWorker, Cancel)).Count);
        await Store.Ledger.ReleaseAllOfAsync([OtherWorker.Value], Cancel);

        var answer = await Store.Ledger.LeaseAsync(Deliveries(orders), Worker, Cancel);
        var later = await Store.Ledger.LeaseAsync(answer.Postponed, Worker, Cancel);

        Assert.True(Assert.Single(answer.Leases).IsSuspect);
        Assert.Equal(2, answer.Postponed.Count);
        Assert.Equal((0, 2), (later.Leases.Count, later.Postponed.Count));
        await CommitAsync(answer.Leases[0], Changed("a"));
        Assert.Single((await Store.Ledger.LeaseAsync(answer.Postponed, Worker, Cancel)).Leases);
    }

    [Fact]
    public async Task An_order_taken_over_from_a_dead_worker_counts_as_a_death()
    {
        await MakeAsync(1);
        var order = Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));
        Assert.Single(await LeaseAsync(order, OtherWorker));

        Assert.True(Assert.Single(await LeaseAsync(order, Worker, isTakenOver: true)).IsSuspect);
    }

    [Fact]
    public async Task One_process_has_the_seat_and_one_that_lost_it_offers_nothing()
    {
        await MakeAsync(1);
        var first = await Store.Seats.TakeAsync("scheduler", Worker, null, Cancel);
        Assert.NotNull(first);
        Assert.Equal(first, await Store.Seats.TakeAsync("scheduler", Worker, null, Cancel));
        var seen = await Store.Seats.ReadAsync("scheduler", Cancel);
        Assert.Null(await Store.Seats.TakeAsync("scheduler", OtherWorker, null, Cancel));
        await Store.Seats.TakeAsync("scheduler", Worker, null, Cancel);
        Assert.Null(await Store.Seats.TakeAsync("scheduler", OtherWorker, seen, Cancel));

        var second = await Store.Seats.TakeAsync("scheduler", OtherWorker, await Store.Seats.ReadAsync("scheduler", Cancel), Cancel);

        Assert.True(second!.Token > first.Token);
        Assert.Null(await Store.Seats.TakeAsync("scheduler", Worker, null, Cancel));
        Assert.Empty((await Store.Ledger.OfferDueAsync(first, 10, Cancel)).Orders);
        Assert.False(await Store.Seats.LeaveAsync(first, Cancel));
        Assert.Single((await Store.Ledger.OfferDueAsync(second, 10, Cancel)).Orders);
        Assert.True(await Store.Seats.LeaveAsync(second, Cancel));
        Assert.NotNull(await Store.Seats.TakeAsync("scheduler", Worker, null, Cancel));
    }

    [Fact]
    public async Task A_changed_global_interval_moves_the_due_times_of_those_that_follow_it()
    {
        var ids = await MakeAsync(2);
        await Store.Catalog.EditAsync(
            ids[1], watch => WatchDraft.From(watch) with { Settings = watch.Settings with { TimeBetweenCheckUseDefault = false, TimeBetweenCheck = new CheckInterval { Hours = 5 } } }, Cancel);
        foreach (var id in ids)
            await CheckAsync(id, Changed("a"));
        var checkedAt = (await StateAsync(ids[0])).LastCheckedAt;

        await LimitAsync(settings => settings with { TimeBetweenCheck = new CheckInterval { Minutes = 10 }, ScheduleVersion = settings.ScheduleVersion + 1 });
        Assert.True((await Store.Ledger.LookAsync(1, Store.Clock.GetUtcNow(), Cancel)).IsOutdated);
        Assert.Equal(2, await Store.Ledger.RescheduleAsync(10, Cancel));

        Assert.InRange((await StateAsync(ids[0])).NextCheckAt - checkedAt!.Value, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
        Assert.InRange((await StateAsync(ids[1])).NextCheckAt - checkedAt.Value, TimeSpan.FromHours(5), TimeSpan.FromHours(5.1));
        Assert.Equal(0, await Store.Ledger.RescheduleAsync(10, Cancel));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task Due_times_move_along_with_a_clock_that_jumped(int hours)
    {
        var id = (await MakeAsync(1))[0];
        await CheckAsync(id, Changed("a"));
        Store.Clock.Advance(TimeSpan.FromHours(1));
        var due = (await StateAsync(id)).NextCheckAt - Store.Clock.GetUtcNow();

        await RestartAsync(Store.Clock.GetUtcNow() + TimeSpan.FromHours(hours));
        await Store.Ledger.ShiftAsync(TimeSpan.FromHours(hours), Cancel);

        Assert.Equal(due, (await StateAsync(id)).NextCheckAt - Store.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_watch_whose_window_is_closed_is_put_off_to_its_opening()
    {
        // The clock stands at a Monday, 12:00 UTC.
        var windows = JsonDocument.Parse("""{"enabled":true,"timezone":"UTC","monday":{"enabled":true,"start_time":"14:00","duration":{"hours":"1","minutes":"00"}}}""").RootElement;
        var settings = new WatchSettings { TimeBetweenCheckUseDefault = false, TimeBetweenCheck = new CheckInterval { Minutes = 1 }, TimeScheduleLimit = windows };
        var watch = await Store.Catalog.CreateAsync(new WatchDraft { Url = "https://example.com/", Settings = settings }, Cancel);

        Assert.Empty(await Store.Ledger.OfferAsync(10, Cancel));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero), (await StateAsync(watch.Id)).NextCheckAt);
        Store.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));
    }

    [Fact]
    public async Task A_schedule_that_stands_still_offers_nothing_and_a_person_is_still_served()
    {
        var id = (await MakeAsync(1))[0];
        await LimitAsync(settings => settings with { AllPaused = true });

        Assert.Empty(await Store.Ledger.OfferAsync(10, Cancel));
        Assert.Single(await Store.Ledger.RequestAsync([id], CheckPriority.Manual, Cancel));
    }

    [Fact]
    public async Task A_check_called_off_is_void_and_comes_an_interval_later()
    {
        var ids = await MakeAsync(2);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);
        var lease = Assert.Single(await LeaseAsync(orders[0], Worker));

        Assert.Equal(WatchActivity.Checking, await Store.Ledger.CancelAsync(ids[0], Cancel));
        Assert.Equal(1, await Store.Ledger.ClearAsync(Cancel));

        Assert.Equal(CommitVerdict.Superseded, await CommitAsync(lease, Changed("late")));
        Assert.Empty(await LeaseAsync(orders[1], Worker));
        Assert.Empty(await Store.Ledger.OfferAsync(10, Cancel));
        foreach (var id in ids)
            Assert.InRange((await StateAsync(id)).NextCheckAt - Store.Clock.GetUtcNow(), TimeSpan.FromHours(2.9), TimeSpan.FromHours(3.1));
        Assert.Equal(WatchActivity.Idle, await Store.Ledger.CancelAsync(ids[0], Cancel));
        Assert.Null(await Store.Ledger.CancelAsync(WatchId.New(Store.Clock), Cancel));
    }

    [Fact]
    public async Task The_queue_is_shown_in_the_order_in_which_it_is_served()
    {
        var ids = await MakeAsync(4);
        await Store.Ledger.OfferAsync(10, Cancel);
        await Store.Ledger.RequestAsync([ids[2]], CheckPriority.Manual, Cancel);
        await Store.Ledger.RequestAsync([ids[3]], CheckPriority.Front, Cancel);

        var waiting = await Store.Queue.ListWaitingAsync(0, 10, Cancel);

        Assert.Equal([ids[3], ids[2]], waiting.Take(2).Select(check => check.WatchId));
        foreach (var (position, check) in waiting.Index())
            Assert.Equal(position, (await Store.Queue.FindAsync(check.WatchId, Cancel))!.Value.Ahead);
        Assert.Equal(waiting.Skip(1).Take(2), await Store.Queue.ListWaitingAsync(1, 2, Cancel));
        Assert.Equal(4, (await Store.Queue.SummarizeAsync(Store.Clock.GetUtcNow(), Cancel)).WaitingCount);
    }

    [Fact]
    public async Task The_log_keeps_the_last_hundred_checks_of_a_watch()
    {
        var id = (await MakeAsync(1))[0];
        for (var number = 1; number <= CheckLog.Length + 3; number++)
            await CheckAsync(id, number % 2 == 0 ? new CheckOutcome.Failed(CheckFailure.TimedOut, "late") : Changed($"{number}"));

        var log = await Store.Log.ReadAsync(id, 1000, Cancel);

        Assert.Equal(Enumerable.Range(4, CheckLog.Length).Reverse().Select(number => (long)number), log.Select(entry => entry.Number));
        Assert.Equal((OutcomeKind.Changed, OutcomeKind.Failed, CheckFailure.TimedOut), (log[0].Outcome, log[1].Outcome, log[1].Failure!.Value));
        await Store.Catalog.DeleteAsync(id, Cancel);
        Assert.Empty(await Store.Log.ReadAsync(id, 1000, Cancel));
    }

    private async Task<IReadOnlyList<CheckWatch>> WaitingAsync() =>
        await Store.Ledger.OfferAsync(10, Cancel) is { Count: > 0 } due ? due : await Store.Ledger.ListWaitingAsync(Store.Clock.GetUtcNow(), TimeSpan.Zero, 10, Cancel);

    private async Task DieAsync(CheckWatch order)
    {
        Assert.Single(await LeaseAsync(order, OtherWorker));
        await Store.Ledger.ReleaseAllOfAsync([OtherWorker.Value], Cancel);
    }

    private async Task<WatchState> StateAsync(WatchId id) => (await Store.Catalog.FindAsync(id, Cancel))!.State;
}
