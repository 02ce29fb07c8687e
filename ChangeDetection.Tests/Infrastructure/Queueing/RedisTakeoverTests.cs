using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Redis;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Queueing;

/// <summary>Who gets the orders of whom, when workers die, are slow, leave, or come back from the dead (I-09, D10).</summary>
public sealed class RedisTakeoverTests(SharedRedis redis) : IAsyncLifetime
{
    private readonly string _prefix = RedisPeer.OwnPrefix();
    private readonly List<RedisPeer> _peers = [];
    private readonly TestLimit _limit = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RedisPeer First => _peers[0];

    private RedisPeer Second => _peers[1];

    public async ValueTask InitializeAsync()
    {
        foreach (var name in new[] { "first", "second", "third" })
            _peers.Add(await RedisPeer.ConnectAsync(await redis.ConnectionStringAsync(Cancel), _prefix, name));
    }

    public async ValueTask DisposeAsync()
    {
        _limit.Dispose();
        foreach (var peer in _peers)
            await peer.DisposeAsync();
    }

    [Fact]
    public async Task Orders_of_a_dead_worker_go_to_another_and_say_so()
    {
        var orders = Orders.Many(3);
        await First.Queue.EnqueueAsync(orders, Cancel);
        await First.Queue.DequeueAsync(2, Cancel);
        await First.Queue.BeatAsync(Cancel);
        await TakePartAsync(Second);

        await LetTimePassAsync(TimeSpan.FromSeconds(40), beating: [Second]);
        var taken = await Second.Queue.DequeueAsync(10, Cancel);

        Assert.Equal([orders[0], orders[1]], taken.Where(delivery => delivery.IsTakenOver).Select(delivery => delivery.Order));
        await Second.Queue.CompleteAsync(taken, Cancel);
        Assert.Equal(0, await Second.Queue.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task A_worker_that_died_before_its_first_heartbeat_is_found_dead_too()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        await First.Queue.DequeueAsync(1, Cancel);
        await TakePartAsync(Second);

        await LetTimePassAsync(TimeSpan.FromSeconds(40), beating: [Second]);

        Assert.True(Assert.Single(await Second.Queue.DequeueAsync(10, Cancel)).IsTakenOver);
    }

    [Fact]
    public async Task A_waiting_worker_is_woken_when_another_is_found_dead()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        await First.Queue.DequeueAsync(1, Cancel);
        var waiting = Second.Queue.DequeueAsync(10, Cancel);

        for (var second = 0; second < 40 && !waiting.IsCompleted; second++)
        {
            await Second.Queue.BeatAsync(Cancel);
            Second.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(Assert.Single(await waiting.WaitAsync(Eventually.Limit, Cancel)).IsTakenOver);
    }

    [Fact]
    public async Task A_slow_worker_that_beats_keeps_its_orders_for_ever()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        var slow = await First.Queue.DequeueAsync(1, Cancel);
        await TakePartAsync(Second);

        await LetTimePassAsync(TimeSpan.FromMinutes(3), beating: [First, Second]);

        Assert.Equal(0, await TakeNowAsync(Second));
        await First.Queue.CompleteAsync(slow, Cancel);
        Assert.Equal(0, await EntriesAsync());
    }

    [Fact]
    public async Task An_order_that_is_idle_for_hours_by_the_clock_of_Redis_stays_with_its_living_worker()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        var held = Assert.Single(await First.Queue.DequeueAsync(1, Cancel));
        await TakePartAsync(Second);
        var (line, id) = (held.EntryId.Split(':')[0], held.EntryId.Split(':')[1]);
        // What the entry looks like after the clock of Redis jumped forward.
        await First.Redis.GetDatabase().ExecuteAsync("XCLAIM", First.Keys.Lines[int.Parse(line)], RedisKeys.Workers, "first", 0, id, "IDLE", 7_200_000);

        await LetTimePassAsync(TimeSpan.FromSeconds(40), beating: [First, Second]);

        Assert.Equal(0, await TakeNowAsync(Second));
    }

    [Fact]
    public async Task An_observer_that_was_frozen_itself_takes_nobody_for_dead()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        await First.Queue.DequeueAsync(1, Cancel);
        await TakePartAsync(Second);
        await First.Queue.BeatAsync(Cancel);
        await Second.Queue.BeatAsync(Cancel);

        Second.Clock.Advance(TimeSpan.FromHours(1));
        await Second.Queue.BeatAsync(Cancel);

        Assert.Equal(0, await TakeNowAsync(Second));
    }

    [Fact]
    public async Task A_worker_back_from_the_dead_cannot_end_or_return_what_another_has()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        var late = await First.Queue.DequeueAsync(1, Cancel);
        await TakePartAsync(Second);
        await LetTimePassAsync(TimeSpan.FromSeconds(40), beating: [Second]);
        var taken = await Second.Queue.DequeueAsync(10, Cancel);

        await First.Queue.CompleteAsync(late, Cancel);
        await First.Queue.ReturnAsync(late, Cancel);

        Assert.Equal(1, await EntriesAsync());
        Assert.Equal(0, await Second.Queue.CountWaitingAsync(Cancel));
        await Second.Queue.CompleteAsync(taken, Cancel);
        Assert.Equal(0, await EntriesAsync());
    }

    [Fact]
    public async Task An_order_taken_over_and_handed_back_still_says_that_a_worker_died_with_it()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        await First.Queue.DequeueAsync(1, Cancel);
        await TakePartAsync(Second);
        await LetTimePassAsync(TimeSpan.FromSeconds(40), beating: [Second]);
        var taken = await Second.Queue.DequeueAsync(10, Cancel);

        await Second.Queue.ReturnAsync(taken, Cancel);

        Assert.True(Assert.Single(await _peers[2].Queue.DequeueAsync(10, Cancel)).IsTakenOver);
    }

    [Fact]
    public async Task A_worker_that_leaves_with_empty_hands_is_forgotten_at_once()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        await First.Queue.CompleteAsync(await First.Queue.DequeueAsync(1, Cancel), Cancel);
        await First.Queue.BeatAsync(Cancel);
        var before = await BeatingAsync();

        await First.Queue.DisposeAsync();

        Assert.Equal(["first"], before);
        Assert.Empty(await BeatingAsync());
    }

    [Fact]
    public async Task A_worker_that_leaves_with_orders_in_hand_is_found_dead_and_loses_none()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        await First.Queue.DequeueAsync(1, Cancel);
        await TakePartAsync(Second);

        await First.Queue.DisposeAsync();
        await LetTimePassAsync(TimeSpan.FromSeconds(40), beating: [Second]);

        Assert.True(Assert.Single(await Second.Queue.DequeueAsync(10, Cancel)).IsTakenOver);
    }

    [Fact]
    public async Task The_dead_are_buried_once_their_orders_are_with_others()
    {
        await First.Queue.EnqueueAsync([Orders.Of()], Cancel);
        await First.Queue.DequeueAsync(1, Cancel);
        await First.Queue.BeatAsync(Cancel);
        await TakePartAsync(Second);
        await LetTimePassAsync(TimeSpan.FromSeconds(40), beating: [Second]);

        await Second.Queue.CompleteAsync(await Second.Queue.DequeueAsync(10, Cancel), Cancel);
        await LetTimePassAsync(TimeSpan.FromSeconds(2), beating: [Second]);

        Assert.Equal(["second"], await BeatingAsync());
    }

    [Fact]
    public async Task An_order_that_cannot_be_read_is_dropped_said_and_holds_up_nobody()
    {
        await Second.Redis.GetDatabase().StreamAddAsync(
            First.Keys.Lines[1], [new NameValueEntry("watch", "w"), new NameValueEntry("job", "1"), new NameValueEntry("order", "{\"v\":99,")]);
        await Second.Redis.GetDatabase().StreamAddAsync(First.Keys.Lines[1], [new NameValueEntry("another", "shape")]);
        var order = Orders.Of(priority: CheckPriority.Manual);
        await First.Queue.EnqueueAsync([order], Cancel);

        var taken = await First.Queue.DequeueAsync(10, Cancel);

        Assert.Equal(order, Assert.Single(taken).Order);
        Assert.Equal(2, First.Logged.Count(record => record.Level == LogLevel.Warning));
        await First.Queue.CompleteAsync(taken, Cancel);
        Assert.Equal(0, await EntriesAsync());
    }

    [Theory]
    [Trait("Attack", "req-014")]
    [InlineData("""{"v":1,"$type":"System.Diagnostics.Process, System.Diagnostics.Process","watch":"a"}""", 0)]
    [InlineData("""{"type":"unknown"}""", 0)]
    [InlineData("""{"v":1,"watchId":"not-a-uuid","job":1,"priority":0}""", 0)]
    [InlineData("""{"v":1,"x":""}""", 50_000_000)]
    public async Task A_forged_order_is_dropped_and_holds_up_nobody(string payload, int padding)
    {
        var order = Orders.Of(priority: CheckPriority.Manual);
        await Second.Redis.GetDatabase().StreamAddAsync(
            First.Keys.Lines[1], [new NameValueEntry("watch", "w"), new NameValueEntry("job", "1"), new NameValueEntry("order", payload + new string(' ', padding))]);
        await First.Queue.EnqueueAsync([order], Cancel);

        var taken = await First.Queue.DequeueAsync(10, Cancel);

        Assert.Equal(order, Assert.Single(taken).Order);
        Assert.Single(First.Logged, record => record.Level == LogLevel.Warning);
        await First.Queue.CompleteAsync(taken, Cancel);
        Assert.Equal(0, await EntriesAsync());
    }

    // A worker takes part in the queue, and beats, from its first wish for orders.
    private static Task TakePartAsync(RedisPeer peer) => TakeNowAsync(peer);

    private static async Task<int> TakeNowAsync(RedisPeer peer)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var taking = peer.Queue.DequeueAsync(10, stop.Token);
        await peer.Queue.BeatAsync(Cancel);
        await peer.Queue.CountWaitingAsync(Cancel);
        await stop.CancelAsync();
        try
        {
            return (await taking).Count;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private static async Task LetTimePassAsync(TimeSpan time, IReadOnlyList<RedisPeer> beating)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            foreach (var peer in beating)
            {
                await peer.Queue.BeatAsync(Cancel);
                peer.Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        await beating[^1].Queue.BeatAsync(Cancel);
    }

    private async Task<string[]> BeatingAsync() =>
        [.. (await Second.Redis.GetDatabase().HashKeysAsync(First.Keys.Heartbeats)).Select(name => name.ToString())];

    private async Task<long> EntriesAsync()
    {
        var entries = 0L;
        foreach (var line in First.Keys.Lines)
            entries += await Second.Redis.GetDatabase().StreamLengthAsync(line);
        return entries;
    }
}
