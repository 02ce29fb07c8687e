using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Tests.Support;

namespace ChangeDetection.Tests.Infrastructure.Events;

public sealed class RedisFactChannelTests(SharedRedis redis) : FactChannelContract
{
    private RedisPeer? _peer;

    protected override async Task<IFactChannel> OpenAsync(CancellationToken cancellationToken)
    {
        _peer = await RedisPeer.ConnectAsync(await redis.ConnectionStringAsync(cancellationToken), RedisPeer.OwnPrefix());
        return _peer.Facts;
    }

    protected override ValueTask CloseAsync() => _peer?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override Task SettleAsync(CancellationToken cancellationToken) => _peer!.ListensAsync(_peer.Keys.Facts, cancellationToken);
}
