using System.Collections.Concurrent;

namespace ChangeDetection.Api.Hosting;

/// <summary>The headers of the last attempts to open a WebSocket: a browser tells no script why one failed, so the server tells what arrived of it.</summary>
internal sealed class UpgradeAttempts
{
    private const int Most = 100;

    private readonly ConcurrentDictionary<Guid, ArrivedHeaders> _attempts = [];
    private readonly ConcurrentQueue<Guid> _order = [];

    public void Keep(Guid attempt, ArrivedHeaders headers)
    {
        if (!_attempts.TryAdd(attempt, headers))
            return;
        _order.Enqueue(attempt);
        while (_order.Count > Most && _order.TryDequeue(out var oldest))
            _attempts.TryRemove(oldest, out _);
    }

    public ArrivedHeaders? Find(Guid attempt) => _attempts.GetValueOrDefault(attempt);
}
