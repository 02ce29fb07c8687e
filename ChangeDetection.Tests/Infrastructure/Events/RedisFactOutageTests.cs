using ChangeDetection.Core.Live;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Events;

/// <summary>Facts between processes while Redis dies, hangs, comes back, or carries what nobody understands.</summary>
public sealed class RedisFactOutageTests : IAsyncLifetime
{
    private readonly string _prefix = RedisPeer.OwnPrefix();
    private RedisServer? _server;
    private RedisPeer? _teller;
    private RedisPeer? _hearer;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private RedisServer Server => _server!;

    private RedisPeer Teller => _teller!;

    private RedisPeer Hearer => _hearer!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync(Cancel);
        _teller = await RedisPeer.ConnectAsync(Server.ConnectionString, _prefix, "teller");
        _hearer = await RedisPeer.ConnectAsync(Server.ConnectionString, _prefix, "hearer");
    }

    public async ValueTask DisposeAsync()
    {
        // First the server, which a failed test may have left frozen.
        if (_server is not null)
            await _server.DisposeAsync();
        foreach (var peer in new[] { _teller, _hearer })
        {
            if (peer is not null)
                await peer.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_listener_goes_on_hearing_after_Redis_was_killed_and_restarted()
    {
        await using var listener = await ListenAsync();
        await TellAsync(1);
        Assert.Single(await listener.HearAsync(1, Cancel));

        await Server.KillAsync(Cancel);
        await Eventually.HoldsAsync(() => !Teller.Redis.IsConnected, Cancel);
        await TellAsync(2);
        await Server.RestartAsync(Cancel);
        await Hearer.ListensAsync(Hearer.Keys.Facts, Cancel);
        await Eventually.HoldsAsync(() => Teller.Redis.IsConnected, Cancel);
        await TellAsync(3);

        Assert.Equal([new LiveFact.StoreAdvanced(3)], await listener.HearAsync(1, Cancel));
    }

    [Fact]
    public async Task Telling_never_fails_without_Redis_and_complains_once()
    {
        await Server.KillAsync(Cancel);
        await Eventually.HoldsAsync(() => !Teller.Redis.IsConnected, Cancel);

        for (var number = 0; number < 50; number++)
            await TellAsync(number).WaitAsync(Eventually.Limit, Cancel);

        Assert.Single(Teller.Logged, record => record.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Telling_does_not_wait_for_a_frozen_Redis()
    {
        await Server.FreezeAsync(Cancel);

        // No clock of the test moves: whoever waited for an answer would wait for ever.
        for (var number = 0; number < 50; number++)
            await TellAsync(number).WaitAsync(Eventually.Limit, Cancel);

        await Server.ThawAsync(Cancel);
    }

    [Theory]
    [InlineData("no JSON at all")]
    [InlineData("""{"fact":"from-the-future","v":7}""")]
    [InlineData("""{"v":1}""")]
    [InlineData("""["store-advanced"]""")]
    [InlineData("""{"fact":"status-noted","watchId":"nobody","status":"x"}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_fact_that_cannot_be_read_is_passed_over(string message)
    {
        await using var listener = await ListenAsync();

        for (var time = 0; time < 3; time++)
            await Teller.Redis.GetSubscriber().PublishAsync(Teller.Keys.Facts, message);
        await TellAsync(1);

        Assert.Equal([new LiveFact.StoreAdvanced(1)], await listener.HearAsync(1, Cancel));
        Assert.InRange(Hearer.Logged.Count(record => record.Level == LogLevel.Warning), 0, 1);
    }

    private Task TellAsync(int number) => Teller.Facts.PublishAsync(new LiveFact.StoreAdvanced(number), Cancel);

    private async Task<FactListener> ListenAsync()
    {
        var listener = FactListener.Start(Hearer.Facts);
        await Hearer.ListensAsync(Hearer.Keys.Facts, Cancel);
        return listener;
    }
}
