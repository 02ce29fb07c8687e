using System.Collections.Concurrent;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Queueing;

/// <summary>What every queue of work promises to those who wait, and to many at once.</summary>
public abstract partial class WorkQueueContract
{
    [Fact]
    public async Task A_waiting_worker_is_woken_by_a_new_order()
    {
        var waiting = Queue.DequeueAsync(10, Cancel);
        await WaitsAsync(waiting);
        var order = Orders.Of();

        await Queue.EnqueueAsync([order], Cancel);

        Assert.Equal(order, Assert.Single(await waiting.WaitAsync(Eventually.Limit, Cancel)).Order);
    }

    [Fact]
    public async Task A_waiting_worker_is_woken_by_an_order_handed_back()
    {
        await Queue.EnqueueAsync([Orders.Of()], Cancel);
        var taken = await Queue.DequeueAsync(1, Cancel);
        var waiting = Queue.DequeueAsync(10, Cancel);
        await WaitsAsync(waiting);

        await Queue.ReturnAsync(taken, Cancel);

        Assert.Equal(taken[0].Order, Assert.Single(await waiting.WaitAsync(Eventually.Limit, Cancel)).Order);
    }

    [Fact]
    public async Task Waiting_ends_when_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var waiting = Queue.DequeueAsync(10, stop.Token);
        await WaitsAsync(waiting);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Eventually.Limit, Cancel));
    }

    [Fact]
    public async Task Whoever_is_cancelled_already_changes_nothing()
    {
        var stopped = new CancellationToken(canceled: true);
        await Queue.EnqueueAsync([Orders.Of()], Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Queue.EnqueueAsync([Orders.Of()], stopped));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Queue.DequeueAsync(10, stopped));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Queue.CountWaitingAsync(stopped));

        Assert.Equal(1, await Queue.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task An_order_that_meets_a_cancelled_worker_goes_to_another()
    {
        var seen = new ConcurrentBag<WatchId>();
        var orders = Orders.Many(100);

        foreach (var order in orders)
        {
            using var stop = new CancellationTokenSource();
            var waiting = TakeAsync(seen, stop.Token);
            var adding = Queue.EnqueueAsync([order], Cancel);
            await stop.CancelAsync();
            await Task.WhenAll(waiting, adding);
        }

        while (seen.Count < orders.Count)
            Assert.True(await TakeAsync(seen, Cancel).WaitAsync(Eventually.Limit, Cancel));
        Assert.Equal(orders.Select(order => order.WatchId).Order(), seen.Order());
    }

    [Fact]
    public async Task Many_producers_and_consumers_lose_nothing_and_double_nothing()
    {
        var orders = Orders.Many(2000);
        var seen = new ConcurrentBag<WatchId>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var consumers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => TakeAllAsync(seen, stop.Token))).ToList();
        await Task.WhenAll(orders.Chunk(50).SelectMany(part => new[] { part, part }).Select(part => Task.Run(() => Queue.EnqueueAsync(part, Cancel))));
        await Eventually.HoldsAsync(async () => seen.Count >= orders.Count && await Queue.CountWaitingAsync(Cancel) == 0, Cancel);
        await stop.CancelAsync();
        var taken = (await Task.WhenAll(consumers)).SelectMany(part => part).ToList();
        await Queue.CompleteAsync(taken, Cancel);

        Assert.Equal(orders.Select(order => order.WatchId).Order(), seen.Order());
        Assert.Equal(0, await Queue.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task Ten_thousand_orders_keep_their_order()
    {
        var orders = Orders.Many(10_000);
        Assert.Equal(orders.Count, await Queue.EnqueueAsync(orders, Cancel));
        var taken = new List<WatchId>(orders.Count);

        while (taken.Count < orders.Count)
        {
            var part = await Queue.DequeueAsync(700, Cancel);
            taken.AddRange(part.Select(delivery => delivery.Order.WatchId));
            await Queue.CompleteAsync(part, Cancel);
        }

        Assert.Equal(orders.Select(order => order.WatchId), taken);
    }

    private async Task<List<Delivery>> TakeAllAsync(ConcurrentBag<WatchId> seen, CancellationToken cancellationToken)
    {
        var taken = new List<Delivery>();
        while (true)
        {
            try
            {
                var part = await Queue.DequeueAsync(20, cancellationToken);
                taken.AddRange(part);
                foreach (var delivery in part)
                    seen.Add(delivery.Order.WatchId);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return taken;
            }
        }
    }

    private async Task<bool> TakeAsync(ConcurrentBag<WatchId> seen, CancellationToken cancellationToken)
    {
        IReadOnlyList<Delivery> taken;
        try
        {
            taken = await Queue.DequeueAsync(20, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        foreach (var delivery in taken)
            seen.Add(delivery.Order.WatchId);
        await Queue.CompleteAsync(taken, Cancel);
        return true;
    }

    // Several answered calls later the waiting one has had its look and found nothing.
    private async Task WaitsAsync(Task waiting)
    {
        for (var call = 0; call < 5; call++)
            Assert.Equal(0, await Queue.CountWaitingAsync(Cancel));
        await SettleAsync(Cancel);
        Assert.False(waiting.IsCompleted);
    }

    /// <summary>Ends when whoever waits hears the bell.</summary>
    protected virtual Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
