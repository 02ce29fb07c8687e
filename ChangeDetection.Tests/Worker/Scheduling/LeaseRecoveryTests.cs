using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Checking;
using ChangeDetection.Worker.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Worker.Scheduling;

/// <summary>Whose leases are taken back: those of workers that stand still for long enough while somebody looks (D10).</summary>
public sealed class LeaseRecoveryTests : IAsyncLifetime
{
    private static readonly WorkerId Self = new("observer");
    private static readonly WorkerId Other = new("other");

    private readonly TemporaryDirectory _directory = new();
    private AStore? _store;
    private readonly RunningChecks _running = new();
    private CheckLease? _lease;
    private readonly CheckPlaces _places = new(10, 10);
    private LeaseRecovery? _recovery;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = await AStore.OpenAsync(_directory.Path, null, Cancel);
        _recovery = new LeaseRecovery(Store.Heartbeats, Store.Ledger, _running, _places, Self, Options.Create(new ScheduleOptions()), Store.Clock, NullLogger<LeaseRecovery>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        if (_recovery is not null)
            await _recovery.StopAsync(CancellationToken.None);
        _recovery?.Dispose();
        _places.Dispose();
        if (_store is not null)
            await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_worker_that_stands_still_loses_its_leases()
    {
        var watch = await LeaseAsync(Other);
        await StartAsync();

        await TurnsAsync(7);

        Assert.Equal(WatchActivity.Queued, await ActivityAsync(watch));
    }

    [Fact]
    public async Task A_worker_that_beats_keeps_its_leases_for_ever()
    {
        var watch = await LeaseAsync(Other);
        await StartAsync();

        await TurnsAsync(30, () => Store.Heartbeats.BeatAsync(Other, 10, Cancel));

        Assert.Equal(WatchActivity.Checking, await ActivityAsync(watch));
    }

    [Fact]
    public async Task A_lease_of_its_own_that_no_check_has_is_handed_back()
    {
        var watch = await LeaseAsync(Self);
        await StartAsync();

        await TurnsAsync(4);

        Assert.Equal(WatchActivity.Queued, await ActivityAsync(watch));
    }

    [Fact]
    public async Task A_check_whose_lease_is_void_is_called_off()
    {
        var watch = await LeaseAsync(Self);
        using var check = _running.Enter(_lease!, Cancel);
        await StartAsync();
        await TurnsAsync(2);
        Assert.False(check.IsCalledOff);

        await Store.Catalog.SetPausedAsync(watch.Id, true, Cancel);
        await TurnsAsync(2);

        Assert.True(check.IsCalledOff);
        Assert.True(check.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Nobody_takes_back_leases_of_its_own()
    {
        var watch = await LeaseAsync(Self);
        using var check = _running.Enter(_lease!, Cancel);
        await StartAsync();

        await TurnsAsync(30);

        Assert.Equal(WatchActivity.Checking, await ActivityAsync(watch));
    }

    [Fact]
    public async Task Time_in_which_nobody_looked_makes_nobody_dead()
    {
        var watch = await LeaseAsync(Other);
        await StartAsync();
        await TurnsAsync(1);

        // As when this process was frozen, or the store away for all: the other one has had no turn yet.
        Store.Clock.Advance(TimeSpan.FromHours(1));
        await TurnsAsync(2);

        Assert.Equal(WatchActivity.Checking, await ActivityAsync(watch));
    }

    private async Task<Watch> LeaseAsync(WorkerId worker)
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var order = Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));
        _lease = Assert.Single(await Store.Ledger.TakeAsync([new Delivery(order, "1", IsTakenOver: false)], worker, Cancel));
        return watch;
    }

    private async Task StartAsync()
    {
        await _recovery!.StartAsync(Cancel);
        await BeatenAsync(1);
    }

    private async Task TurnsAsync(int count, Func<Task>? between = null)
    {
        for (var turn = 0; turn < count; turn++)
        {
            if (between is not null)
                await between();
            var beats = (await Store.Heartbeats.ReadAsync(Cancel)).GetValueOrDefault(Self.Value);
            Store.Clock.Advance(new ScheduleOptions().Heartbeat);
            await BeatenAsync(beats + 1);
        }
    }

    // The beat begins a turn; one more write answered means that its end is behind us or about to be.
    private async Task BeatenAsync(long beats)
    {
        await Eventually.HoldsAsync(async () => (await Store.Heartbeats.ReadAsync(Cancel)).GetValueOrDefault(Self.Value) >= beats, Cancel);
        await Store.Settings.EnsureApiKeyAsync(Cancel);
    }

    private async Task<WatchActivity> ActivityAsync(Watch watch) => (await Store.Catalog.FindAsync(watch.Id, Cancel))!.State.Activity;
}
