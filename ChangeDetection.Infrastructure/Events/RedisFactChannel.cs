using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ChangeDetection.Core.Live;
using ChangeDetection.Infrastructure.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChangeDetection.Infrastructure.Events;

/// <summary>The facts of many processes, told through Redis publish and subscribe.</summary>
internal sealed class RedisFactChannel(IConnectionMultiplexer redis, RedisKeys keys, ILogger<RedisFactChannel> logger) : IFactChannel, IDisposable
{
    private const int MostKindsRemembered = 100;
    private const int LongestKind = 40;

    private readonly FactListeners _listeners = new();
    private readonly ConcurrentDictionary<string, bool> _unreadable = [];
    private int _listens;
    private int _isCutOff;

    /// <inheritdoc/>
    public async Task PublishAsync(LiveFact fact, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var message = JsonSerializer.SerializeToUtf8Bytes(fact, MessageJson.Default.LiveFact);
        if (!redis.IsConnected)
        {
            NoteUntold(null);
            return;
        }

        try
        {
            // Whoever tells a fact never waits for Redis, least of all for a frozen one.
            await redis.GetSubscriber().PublishAsync(keys.Facts, message, CommandFlags.FireAndForget);
            Volatile.Write(ref _isCutOff, 0);
        }
        catch (RedisException cause)
        {
            NoteUntold(cause);
        }
        catch (TimeoutException cause)
        {
            NoteUntold(cause);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LiveFact> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Listen();
        await foreach (var fact in _listeners.ListenAsync(cancellationToken))
        {
            yield return fact;
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _listens, 0) == 1)
        {
            redis.GetSubscriber().Unsubscribe(keys.Facts, OnMessage, CommandFlags.FireAndForget);
        }
    }

    // Once for all listeners of the process; the client keeps the wish over any loss of the connection.
    private void Listen()
    {
        if (Interlocked.Exchange(ref _listens, 1) == 0)
        {
            redis.GetSubscriber().Subscribe(keys.Facts, OnMessage, CommandFlags.FireAndForget);
        }
    }

    private void OnMessage(RedisChannel channel, RedisValue message)
    {
        try
        {
            var fact = JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)message).Span, MessageJson.Default.LiveFact);
            if (fact is not null)
            {
                _listeners.Tell(fact);
            }
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException)
        {
            NoteUnreadable(KindOf(message));
        }
    }

    private void NoteUntold(Exception? cause)
    {
        if (Interlocked.Exchange(ref _isCutOff, 1) == 0)
        {
            logger.FactsNotTold(cause);
        }
    }

    private void NoteUnreadable(string kind)
    {
        if (_unreadable.Count < MostKindsRemembered && _unreadable.TryAdd(kind, true))
        {
            logger.FactUnreadable(kind);
        }
    }

    private static string KindOf(RedisValue message)
    {
        try
        {
            using var document = JsonDocument.Parse((ReadOnlyMemory<byte>)message);
            var isNamed = document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("fact", out var name)
                && name.ValueKind == JsonValueKind.String;
            return isNamed ? Shorten(document.RootElement.GetProperty("fact").GetString()!) : "without a name";
        }
        catch (JsonException)
        {
            return "not JSON";
        }
    }

    private static string Shorten(string kind) => kind.Length <= LongestKind ? kind : kind[..LongestKind];
}
