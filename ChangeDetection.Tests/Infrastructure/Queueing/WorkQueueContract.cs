using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Queueing;

/// <summary>What every queue of work promises. No clock moves in these tests, so nothing here waits for a poll: whoever is woken is woken by the bell.</summary>
public abstract partial class WorkQueueContract : IAsyncLifetime
{
    private readonly TestLimit _limit = new();
    private IWorkQueue? _queue;

    private IWorkQueue Queue => _queue!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _queue = await OpenAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        _limit.Dispose();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_order_comes_out_as_it_went_in_with_its_trace()
    {
        var order = Orders.Of(job: 41, CheckPriority.Manual, trace: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var added = await Queue.EnqueueAsync([order], Cancel);
        var delivery = Assert.Single(await Queue.DequeueAsync(10, Cancel));

        Assert.Equal(1, added);
        Assert.Equal(order, delivery.Order);
        Assert.False(delivery.IsTakenOver);
    }

    [Fact]
    public async Task An_order_that_waits_is_not_added_again()
    {
        var order = Orders.Of();

        var added = await Queue.EnqueueAsync([order, order], Cancel);
        var again = await Queue.EnqueueAsync([order with { TraceParent = "another" }], Cancel);

        Assert.Equal(1, added);
        Assert.Equal(0, again);
        Assert.Equal(1, await Queue.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task An_order_in_a_workers_hands_is_not_added_again_until_it_is_done()
    {
        var order = Orders.Of();
        await Queue.EnqueueAsync([order], Cancel);
        var delivered = await Queue.DequeueAsync(1, Cancel);

        var during = await Queue.EnqueueAsync([order], Cancel);
        await Queue.CompleteAsync(delivered, Cancel);
        var after = await Queue.EnqueueAsync([order], Cancel);

        Assert.Equal(0, during);
        Assert.Equal(1, after);
    }

    [Fact]
    public async Task A_higher_job_takes_the_place_of_a_waiting_lower_one()
    {
        var order = Orders.Of(job: 3);
        await Queue.EnqueueAsync([order], Cancel);

        var added = await Queue.EnqueueAsync([order with { Job = 4 }], Cancel);
        var late = await Queue.EnqueueAsync([order], Cancel);

        Assert.Equal(1, added);
        Assert.Equal(0, late);
        Assert.Equal(1, await Queue.CountWaitingAsync(Cancel));
        Assert.Equal(4, Assert.Single(await Queue.DequeueAsync(10, Cancel)).Order.Job);
    }

    [Fact]
    public async Task A_higher_job_with_a_better_priority_overtakes()
    {
        var orders = Orders.Many(3);
        await Queue.EnqueueAsync(orders, Cancel);

        await Queue.EnqueueAsync([orders[2] with { Job = 2, Priority = CheckPriority.Manual }], Cancel);
        var taken = await Queue.DequeueAsync(10, Cancel);

        Assert.Equal([orders[2].WatchId, orders[0].WatchId, orders[1].WatchId], taken.Select(delivery => delivery.Order.WatchId));
    }

    [Fact]
    public async Task A_higher_job_waits_beside_a_lower_one_in_a_workers_hands()
    {
        var order = Orders.Of(job: 1);
        await Queue.EnqueueAsync([order], Cancel);
        var old = await Queue.DequeueAsync(1, Cancel);

        var added = await Queue.EnqueueAsync([order with { Job = 2 }], Cancel);
        await Queue.CompleteAsync(old, Cancel);

        Assert.Equal(1, added);
        Assert.Equal(0, await Queue.EnqueueAsync([order with { Job = 2 }], Cancel));
        Assert.Equal(2, Assert.Single(await Queue.DequeueAsync(10, Cancel)).Order.Job);
    }

    [Fact]
    public async Task A_returned_order_that_a_higher_job_replaced_is_dropped()
    {
        var order = Orders.Of(job: 1);
        await Queue.EnqueueAsync([order], Cancel);
        var old = await Queue.DequeueAsync(1, Cancel);
        await Queue.EnqueueAsync([order with { Job = 2 }], Cancel);

        await Queue.ReturnAsync(old, Cancel);

        Assert.Equal(1, await Queue.CountWaitingAsync(Cancel));
        Assert.Equal(2, Assert.Single(await Queue.DequeueAsync(10, Cancel)).Order.Job);
    }

    [Fact]
    public async Task The_best_priority_goes_first_and_arrival_decides_within_one()
    {
        var scheduled = Orders.Many(3, CheckPriority.Scheduled);
        var cloned = Orders.Many(3, CheckPriority.Clone);
        var manual = Orders.Many(3, CheckPriority.Manual);
        await Queue.EnqueueAsync([scheduled[0], cloned[0], manual[0], scheduled[1]], Cancel);
        await Queue.EnqueueAsync([manual[1], cloned[1], manual[2], scheduled[2], cloned[2]], Cancel);

        var taken = await Queue.DequeueAsync(100, Cancel);

        Assert.Equal([.. manual, .. cloned, .. scheduled], taken.Select(delivery => delivery.Order));
    }

    [Fact]
    public async Task A_returned_order_goes_first_in_its_class_and_behind_better_ones()
    {
        var scheduled = Orders.Many(3);
        await Queue.EnqueueAsync(scheduled, Cancel);
        var taken = await Queue.DequeueAsync(1, Cancel);
        var manual = Orders.Of(priority: CheckPriority.Manual);
        await Queue.EnqueueAsync([manual], Cancel);

        await Queue.ReturnAsync(taken, Cancel);
        var again = await Queue.DequeueAsync(10, Cancel);

        Assert.Equal([manual, .. scheduled], again.Select(delivery => delivery.Order));
    }

    [Fact]
    public async Task No_more_are_taken_than_asked_for()
    {
        await Queue.EnqueueAsync(Orders.Many(7), Cancel);

        var counts = new[] { await Queue.DequeueAsync(3, Cancel), await Queue.DequeueAsync(3, Cancel), await Queue.DequeueAsync(3, Cancel) };

        Assert.Equal([3, 3, 1], counts.Select(taken => taken.Count));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.DequeueAsync(0, Cancel));
    }

    [Fact]
    public async Task Only_orders_in_nobodys_hands_are_counted()
    {
        await Queue.EnqueueAsync(Orders.Many(5), Cancel);
        var before = await Queue.CountWaitingAsync(Cancel);
        var taken = await Queue.DequeueAsync(3, Cancel);
        var during = await Queue.CountWaitingAsync(Cancel);
        await Queue.ReturnAsync([taken[0]], Cancel);
        await Queue.CompleteAsync([taken[1], taken[2]], Cancel);

        Assert.Equal(5, before);
        Assert.Equal(2, during);
        Assert.Equal(3, await Queue.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task Saying_done_twice_or_after_handing_back_changes_nothing()
    {
        var orders = Orders.Many(2);
        await Queue.EnqueueAsync(orders, Cancel);
        var taken = await Queue.DequeueAsync(2, Cancel);
        await Queue.CompleteAsync([taken[0]], Cancel);
        await Queue.ReturnAsync([taken[1]], Cancel);

        await Queue.CompleteAsync(taken, Cancel);
        await Queue.ReturnAsync(taken, Cancel);

        Assert.Equal(orders[1], Assert.Single(await Queue.DequeueAsync(10, Cancel)).Order);
        Assert.Equal(0, await Queue.CountWaitingAsync(Cancel));
    }

    /// <summary>A new, empty queue.</summary>
    protected abstract Task<IWorkQueue> OpenAsync(CancellationToken cancellationToken);

    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;
}
