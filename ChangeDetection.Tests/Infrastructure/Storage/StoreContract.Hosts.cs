using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>What the store promises about turns at a host.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task No_more_checks_of_a_host_run_at_once_than_allowed_whoever_runs_them()
    {
        await LimitAsync(settings => settings with { HostMaxInFlight = 2 });
        await MakeAsync(5);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);

        var first = await Store.Ledger.TakeAsync(Deliveries(orders.Take(3)), Worker, Cancel);
        var second = await Store.Ledger.TakeAsync(Deliveries(orders.Skip(3)), OtherWorker, Cancel);

        Assert.Equal(2, first.Count);
        Assert.Empty(second);
        Assert.Equal(3, (await Store.Queue.SummarizeAsync(Store.Clock.GetUtcNow(), Cancel)).Parked);
        Assert.Empty(await Store.Ledger.UnparkAsync(Cancel));
        Assert.Empty(await Store.Ledger.ListWaitingAsync(Store.Clock.GetUtcNow(), TimeSpan.Zero, 10, Cancel));
    }

    [Fact]
    public async Task A_slow_host_delays_no_other()
    {
        await LimitAsync(settings => settings with { HostMaxInFlight = 1 });
        await MakeAsync(20);
        var other = await Store.WatchAsync("https://other.example/", Cancel);
        var orders = await Store.Ledger.OfferAsync(30, Cancel);

        var leases = await Store.Ledger.TakeAsync(Deliveries(orders), Worker, Cancel);

        Assert.Equal(2, leases.Count);
        Assert.Contains(leases, lease => lease.Watch.Id == other.Id);
    }

    [Fact]
    public async Task The_end_of_a_check_lets_the_most_urgent_one_in_that_waits_for_its_host()
    {
        await LimitAsync(settings => settings with { HostMaxInFlight = 1 });
        var ids = await MakeAsync(3);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);
        var lease = Assert.Single(await Store.Ledger.TakeAsync(Deliveries(orders), Worker, Cancel));
        var wish = Assert.Single(await Store.Ledger.RequestAsync([ids[2]], CheckPriority.Manual, Cancel));
        Assert.Empty(await LeaseAsync(wish, Worker));

        var next = Assert.Single((await Store.Ledger.CommitAsync(Report(lease, Changed("a")), Cancel)).Orders);

        Assert.Equal(ids[2], next.WatchId);
        Assert.Single(await LeaseAsync(next, Worker));
        Assert.Empty(await LeaseAsync(wish, Worker));
    }

    [Fact]
    public async Task A_gap_between_starts_is_kept_and_ends()
    {
        await LimitAsync(settings => settings with { HostMinGapSeconds = 10 });
        await MakeAsync(3);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);
        var lease = Assert.Single(await Store.Ledger.TakeAsync(Deliveries(orders), Worker, Cancel));
        Assert.Empty((await Store.Ledger.CommitAsync(Report(lease, Changed("a")), Cancel)).Orders);

        Store.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(await Store.Ledger.UnparkAsync(Cancel));
        Store.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Single(await Store.Ledger.UnparkAsync(Cancel));
    }

    [Fact]
    public async Task A_gap_that_a_clock_put_back_made_endless_is_no_gap()
    {
        await LimitAsync(settings => settings with { HostMinGapSeconds = 10 });
        await MakeAsync(2);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);
        Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(await Store.Ledger.TakeAsync(Deliveries(orders), Worker, Cancel));

        await RestartAsync(Store.Clock.GetUtcNow() - TimeSpan.FromDays(1));

        Assert.Single(await Store.Ledger.UnparkAsync(Cancel));
    }

    [Fact]
    public async Task A_host_that_asks_to_be_left_alone_is()
    {
        await MakeAsync(2);
        var other = await Store.WatchAsync("https://other.example/", Cancel);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);
        var lease = Assert.Single(await LeaseAsync(orders[0], Worker));
        var report = Report(lease, new CheckOutcome.Failed(CheckFailure.HttpStatus, "429")) with { Fetch = new FetchFacts { Status = 429, HostPause = TimeSpan.FromMinutes(2) } };
        await Store.Ledger.CommitAsync(report, Cancel);

        Assert.Equal(other.Id, Assert.Single(await Store.Ledger.TakeAsync(Deliveries(orders.Skip(1)), Worker, Cancel)).Watch.Id);
        Store.Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Empty(await Store.Ledger.UnparkAsync(Cancel));
        Store.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(orders[1].WatchId, Assert.Single(await Store.Ledger.UnparkAsync(Cancel)).WatchId);
    }

    [Fact]
    public async Task A_wish_to_be_left_alone_that_a_clock_put_back_made_endless_is_over()
    {
        await MakeAsync(2);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);
        Store.Clock.Advance(TimeSpan.FromDays(1));
        var lease = Assert.Single(await LeaseAsync(orders[0], Worker));
        var report = Report(lease, new CheckOutcome.Failed(CheckFailure.HttpStatus, "429")) with { Fetch = new FetchFacts { Status = 429, HostPause = TimeSpan.FromMinutes(2) } };
        await Store.Ledger.CommitAsync(report, Cancel);

        await RestartAsync(Store.Clock.GetUtcNow() - TimeSpan.FromDays(1));

        Assert.Equal(orders[1].WatchId, Assert.Single(await Store.Ledger.TakeAsync(Deliveries(orders.Skip(1)), Worker, Cancel)).Watch.Id);
    }

    [Fact]
    public async Task A_host_has_limits_of_its_own()
    {
        await LimitAsync(settings => settings with { HostMaxInFlight = 1, HostRules = [new HostRule("example.com", MaxInFlight: 3)] });
        await MakeAsync(5);
        var orders = await Store.Ledger.OfferAsync(10, Cancel);

        Assert.Equal(3, (await Store.Ledger.TakeAsync(Deliveries(orders), Worker, Cancel)).Count);
    }

    private static Delivery[] Deliveries(IEnumerable<CheckWatch> orders) => [.. orders.Select((order, number) => new Delivery(order, $"1-{number}", IsTakenOver: false))];

    private static CheckReport Report(CheckLease lease, CheckOutcome outcome) =>
        new(lease, outcome, new PageFacts(), TimeSpan.FromMilliseconds(12), lease.StartedAt + TimeSpan.FromHours(3));

    private Task<GlobalSettings> LimitAsync(Func<GlobalSettings, GlobalSettings> edit) => Store.Settings.EditAsync(edit, Cancel);
}
