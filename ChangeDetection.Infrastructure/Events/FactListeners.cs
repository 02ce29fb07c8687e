using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChangeDetection.Core.Live;

namespace ChangeDetection.Infrastructure.Events;

/// <summary>The listeners of this process, each with its own bounded buffer, so that a slow one loses old facts and delays nobody.</summary>
internal sealed class FactListeners
{
    public const int BufferSize = 1024;

    private readonly ConcurrentDictionary<Channel<LiveFact>, bool> _buffers = [];

    public void Tell(LiveFact fact)
    {
        foreach (var buffer in _buffers.Keys)
        {
            buffer.Writer.TryWrite(fact);
        }
    }

    public async IAsyncEnumerable<LiveFact> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = Channel.CreateBounded<LiveFact>(
            new BoundedChannelOptions(BufferSize) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _buffers[buffer] = true;
        try
        {
            await foreach (var fact in buffer.Reader.ReadAllAsync(cancellationToken))
            {
                yield return fact;
            }
        }
        finally
        {
            _buffers.TryRemove(buffer, out _);
        }
    }
}
