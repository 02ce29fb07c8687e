using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;

namespace ChangeDetection.Tests.Infrastructure.Queueing;

public sealed class RedisWorkQueueTests(SharedRedis redis) : WorkQueueContract
{
    private RedisPeer? _peer;

    protected override async Task<IWorkQueue> OpenAsync(CancellationToken cancellationToken)
    {
        _peer = await RedisPeer.ConnectAsync(await redis.ConnectionStringAsync(cancellationToken), RedisPeer.OwnPrefix());
        return _peer.Queue;
    }

    protected override ValueTask CloseAsync() => _peer?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override Task SettleAsync(CancellationToken cancellationToken) => _peer!.ListensAsync(_peer.Keys.Bell, cancellationToken);
}
