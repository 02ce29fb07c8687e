using ChangeDetection.Core.Live;

namespace ChangeDetection.Infrastructure.Events;

/// <summary>The facts of a single process.</summary>
internal sealed class InProcessFactChannel : IFactChannel
{
    private readonly FactListeners _listeners = new();

    /// <inheritdoc/>
    public Task PublishAsync(LiveFact fact, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _listeners.Tell(fact);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LiveFact> ListenAsync(CancellationToken cancellationToken) => _listeners.ListenAsync(cancellationToken);
}
