using ChangeDetection.Core.Live;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Events;

/// <summary>What every channel of facts promises.</summary>
public abstract class FactChannelContract : IAsyncLifetime
{
    private IFactChannel? _channel;

    private IFactChannel Channel => _channel!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _channel = await OpenAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task All_listeners_hear_every_fact()
    {
        await using var first = await ListenAsync();
        await using var second = await ListenAsync();
        var facts = Facts(1, 300);

        foreach (var fact in facts)
            await Channel.PublishAsync(fact, Cancel);

        Assert.Equal(facts, InOrder(await first.HearAsync(300, Cancel)));
        Assert.Equal(facts, InOrder(await second.HearAsync(300, Cancel)));
    }

    [Fact]
    public async Task A_listener_that_left_hears_no_more_and_the_others_do()
    {
        var leaver = await ListenAsync();
        await using var other = await ListenAsync();
        await leaver.DisposeAsync();

        await Channel.PublishAsync(new LiveFact.StoreAdvanced(1), Cancel);

        Assert.Equal([new LiveFact.StoreAdvanced(1)], await other.HearAsync(1, Cancel));
    }

    [Fact]
    public async Task A_listener_that_reads_nothing_loses_the_oldest_and_delays_nobody()
    {
        await using var slow = await ListenAsync();
        await using var quick = await ListenAsync();
        var facts = Facts(1, FactListeners.BufferSize + 500);

        foreach (var part in facts.Chunk(200))
        {
            foreach (var fact in part)
                await Channel.PublishAsync(fact, Cancel);
            Assert.Equal(part, InOrder(await quick.HearAsync(part.Length, Cancel)));
        }

        // One more than fits, since the first fact is not in the buffer any more but handed over. The dropped ones are all of the first 600.
        var heard = await slow.HearAsync(FactListeners.BufferSize + 1, Cancel);
        Assert.Equal(FactListeners.BufferSize + 1, heard.Distinct().Count());
        Assert.Empty(facts[600..].Except(heard));
    }

    [Fact]
    public async Task Telling_a_fact_to_nobody_is_fine() => await Channel.PublishAsync(new LiveFact.StoreAdvanced(1), Cancel);

    [Fact]
    public async Task Whoever_is_cancelled_already_tells_nothing() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Channel.PublishAsync(new LiveFact.StoreAdvanced(1), new CancellationToken(canceled: true)));

    [Fact]
    public async Task Many_may_tell_at_once()
    {
        await using var listener = await ListenAsync();
        var facts = Facts(1, 800);

        await Task.WhenAll(facts.Chunk(100).Select(part => Task.Run(async () =>
        {
            foreach (var fact in part)
                await Channel.PublishAsync(fact, Cancel);
        })));

        Assert.Equal(facts, InOrder(await listener.HearAsync(800, Cancel)));
    }

    /// <summary>A new channel of one process.</summary>
    protected abstract Task<IFactChannel> OpenAsync(CancellationToken cancellationToken);

    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    /// <summary>Ends when what is told reaches the listeners.</summary>
    protected virtual Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Facts come unordered.
    private static IEnumerable<LiveFact> InOrder(IEnumerable<LiveFact> facts) => facts.Cast<LiveFact.StoreAdvanced>().OrderBy(fact => fact.Revision);

    private static LiveFact.StoreAdvanced[] Facts(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(number => new LiveFact.StoreAdvanced(number))];

    private async Task<FactListener> ListenAsync()
    {
        var listener = FactListener.Start(Channel);
        await SettleAsync(Cancel);
        return listener;
    }
}
