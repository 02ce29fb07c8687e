using System.Diagnostics;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Queueing;

/// <summary>A Redis that forgets, dies, comes back empty, or hangs (I-11, I-12).</summary>
public sealed class RedisOutageTests : IAsyncLifetime
{
    private readonly string _prefix = RedisPeer.OwnPrefix();
    private readonly TestLimit _limit = new();
    private RedisServer? _server;
    private RedisPeer? _peer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RedisServer Server => _server!;

    private RedisPeer Peer => _peer!;

    private RedisWorkQueue Queue => Peer.Queue;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync(Cancel);
        _peer = await RedisPeer.ConnectAsync(Server.ConnectionString, _prefix);
    }

    public async ValueTask DisposeAsync()
    {
        _limit.Dispose();
        // First the server: signing off at one that a failed test left frozen would take for ever.
        if (_server is not null)
            await _server.DisposeAsync();
        if (_peer is not null)
            await _peer.DisposeAsync();
    }

    [Fact]
    public async Task After_everything_was_flushed_in_the_middle_all_goes_on()
    {
        var orders = Orders.Many(3);
        await Queue.EnqueueAsync(orders, Cancel);
        var held = await Queue.DequeueAsync(2, Cancel);
        await Queue.BeatAsync(Cancel);

        await Peer.Redis.GetDatabase().ExecuteAsync("FLUSHALL");
        await Queue.CompleteAsync([held[0]], Cancel);
        await Queue.ReturnAsync([held[1]], Cancel);
        await Queue.BeatAsync(Cancel);
        var added = await Queue.EnqueueAsync(orders, Cancel);
        var taken = await Queue.DequeueAsync(10, Cancel);

        Assert.Equal(3, added);
        Assert.Equal(orders, taken.Select(delivery => delivery.Order));
    }

    [Fact]
    public async Task A_worker_that_waits_while_everything_is_flushed_still_hears_the_bell()
    {
        var waiting = Queue.DequeueAsync(10, Cancel);
        await Peer.ListensAsync(Peer.Keys.Bell, Cancel);
        await Peer.Redis.GetDatabase().ExecuteAsync("FLUSHALL");
        var order = Orders.Of();

        await Queue.EnqueueAsync([order], Cancel);

        Assert.Equal(order, Assert.Single(await waiting.WaitAsync(Eventually.Limit, Cancel)).Order);
    }

    [Fact]
    public async Task Without_Redis_every_call_says_so_at_once_and_a_restarted_one_is_found_again()
    {
        await Queue.EnqueueAsync(Orders.Many(1), Cancel);
        var held = await Queue.DequeueAsync(1, Cancel);
        await Peer.ListensAsync(Peer.Keys.Bell, Cancel);

        await Server.KillAsync(Cancel);
        await Eventually.HoldsAsync(() => !Peer.Redis.IsConnected, Cancel);
        var watch = Stopwatch.StartNew();
        await UnavailableAsync(() => Queue.EnqueueAsync(Orders.Many(1), Cancel));
        await UnavailableAsync(() => Queue.DequeueAsync(1, Cancel));
        await UnavailableAsync(() => Queue.CompleteAsync(held, Cancel));
        await UnavailableAsync(() => Queue.CountWaitingAsync(Cancel));
        await UnavailableAsync(() => Queue.BeatAsync(Cancel));
        var patience = watch.Elapsed;
        await Server.RestartAsync(Cancel);
        await Eventually.HoldsAsync(() => AnswersAsync(), Cancel);

        Assert.True(patience < TimeSpan.FromSeconds(10), $"Five refusals took {patience}.");
        await HearsTheBellAgainAsync();
    }

    [Fact]
    public async Task A_frozen_Redis_costs_the_first_caller_one_time_limit_and_the_others_nothing()
    {
        await Queue.CountWaitingAsync(Cancel);
        await Server.FreezeAsync(Cancel);

        var first = Queue.EnqueueAsync(Orders.Many(1), Cancel);
        Assert.False(first.IsCompleted);
        Peer.Clock.Advance(new QueueOptions().CommandTimeout);
        await UnavailableAsync(() => first);
        // The clock stands still from here on, so none of these can wait for anything.
        await UnavailableAsync(() => Queue.EnqueueAsync(Orders.Many(1), Cancel));
        await UnavailableAsync(() => Queue.CountWaitingAsync(Cancel));
        await UnavailableAsync(() => Queue.DequeueAsync(1, Cancel));
        await Server.ThawAsync(Cancel);

        await Eventually.HoldsAsync(() => AnswersAsync(), Cancel);
    }

    [Fact]
    public async Task Orders_whose_delivery_got_lost_on_the_way_are_handed_back()
    {
        var order = Orders.Of();
        await Queue.EnqueueAsync([order], Cancel);
        await Server.FreezeAsync(Cancel);
        var lost = Queue.DequeueAsync(10, Cancel);
        Peer.Clock.Advance(new QueueOptions().CommandTimeout);
        await UnavailableAsync(() => lost);
        await Server.ThawAsync(Cancel);
        await Eventually.HoldsAsync(async () => await AnswersAsync() && await Queue.CountWaitingAsync(Cancel) == 0, Cancel);

        await Queue.BeatAsync(Cancel);

        Assert.Equal(1, await Queue.CountWaitingAsync(Cancel));
        Assert.Equal(order, Assert.Single(await Queue.DequeueAsync(10, Cancel)).Order);
    }

    [Fact]
    public async Task Orders_whose_end_got_lost_on_the_way_do_not_stay_for_ever()
    {
        await Queue.EnqueueAsync([Orders.Of()], Cancel);
        var done = await Queue.DequeueAsync(10, Cancel);
        await Peer.Redis.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "100000", "WRITE");
        var ending = Queue.CompleteAsync(done, Cancel);
        Peer.Clock.Advance(new QueueOptions().CommandTimeout);
        await UnavailableAsync(() => ending);
        await Server.KillAsync(Cancel);
        await Server.RestartAsync(Cancel);
        await Eventually.HoldsAsync(() => AnswersAsync(), Cancel);

        await Queue.BeatAsync(Cancel);

        Assert.Equal(0, await Queue.CountWaitingAsync(Cancel));
    }

    private static Task UnavailableAsync(Func<Task> call) =>
        Assert.ThrowsAsync<QueueUnavailableException>(() => call().WaitAsync(Eventually.Limit, Cancel));

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await Queue.CountWaitingAsync(Cancel);
            return true;
        }
        catch (QueueUnavailableException)
        {
            return false;
        }
    }

    private async Task HearsTheBellAgainAsync()
    {
        await Peer.ListensAsync(Peer.Keys.Bell, Cancel);
        var waiting = Queue.DequeueAsync(10, Cancel);
        var order = Orders.Of();
        await Queue.EnqueueAsync([order], Cancel);
        Assert.Equal(order, Assert.Single(await waiting.WaitAsync(Eventually.Limit, Cancel)).Order);
    }
}
