using ChangeDetection.Infrastructure.Redis;
using StackExchange.Redis;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>A bell that also rings when any process adds work.</summary>
internal sealed class RedisBell(IConnectionMultiplexer redis, RedisKeys keys) : IDisposable
{
    private readonly Bell _bell = new();
    private int _listens;

    /// <inheritdoc cref="Bell.NextRing"/>
    public Task NextRing => _bell.NextRing;

    public void Ring() => _bell.Ring();

    /// <summary>Starts listening once; the client keeps the wish over any loss of the connection.</summary>
    public void Listen()
    {
        if (Interlocked.Exchange(ref _listens, 1) == 0)
        {
            redis.GetSubscriber().Subscribe(keys.Bell, OnRing, CommandFlags.FireAndForget);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _listens, 0) == 1)
        {
            redis.GetSubscriber().Unsubscribe(keys.Bell, OnRing, CommandFlags.FireAndForget);
        }
    }

    private void OnRing(RedisChannel channel, RedisValue message) => _bell.Ring();
}
