using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Redis;
using ChangeDetection.ServiceDefaults;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace ChangeDetection.Tests.Support;

/// <summary>What one process has of Redis: a connection, the queue and the channel of facts, with a clock that only the test moves.</summary>
internal sealed class RedisPeer : IAsyncDisposable
{
    private readonly RedisBell _bell;
    private readonly FakeLogCollector _log = new();

    private RedisPeer(ConnectionMultiplexer redis, RedisKeys keys, QueueOptions options, string name)
    {
        var wrapped = Options.Create(options);
        (Redis, Keys) = (redis, keys);
        _bell = new RedisBell(redis, keys);
        Queue = new RedisWorkQueue(
            new QueueCommands(new RedisLink(redis, wrapped, Clock), keys), _bell, new WorkerId(name), wrapped, Clock, new FakeLogger<RedisWorkQueue>(_log));
        Facts = new RedisFactChannel(redis, keys, new FakeLogger<RedisFactChannel>(_log));
    }

    public FakeTimeProvider Clock { get; } = new();

    public ConnectionMultiplexer Redis { get; }

    public RedisKeys Keys { get; }

    public RedisWorkQueue Queue { get; }

    public RedisFactChannel Facts { get; }

    public IReadOnlyList<FakeLogRecord> Logged => _log.GetSnapshot();

    /// <summary>A key prefix that no other test has.</summary>
    public static string OwnPrefix() => $"test:{Guid.NewGuid():N}:";

    public static async Task<RedisPeer> ConnectAsync(string connectionString, string prefix, string name = "worker-1", QueueOptions? options = null)
    {
        var configuration = ConfigurationOptions.Parse(connectionString);
        RedisDefaults.Apply(configuration);
        // So that the product's own limit, on the test's clock, is the only one.
        configuration.AsyncTimeout = 3_600_000;
        configuration.AllowAdmin = true;
        return new RedisPeer(await ConnectionMultiplexer.ConnectAsync(configuration), new RedisKeys(prefix), options ?? new QueueOptions { KeyPrefix = prefix }, name);
    }

    /// <summary>Ends when the server counts a listener of the channel.</summary>
    public Task ListensAsync(RedisChannel channel, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(() => HasListenerAsync(channel), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Facts.Dispose();
        await Queue.DisposeAsync();
        _bell.Dispose();
        await Redis.DisposeAsync();
    }

    private async Task<bool> HasListenerAsync(RedisChannel channel)
    {
        try
        {
            return (long)(await Redis.GetDatabase().ExecuteAsync("PUBSUB", "NUMSUB", channel.ToString()))[1] > 0;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
