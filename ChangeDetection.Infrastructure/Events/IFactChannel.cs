using ChangeDetection.Core.Live;

namespace ChangeDetection.Infrastructure.Events;

/// <summary>Facts told to every process that listens. At most once and unordered: listeners read the truth from the store.</summary>
/// <remarks>Every implementation passes the one contract test suite. Safe for use by many threads.</remarks>
public interface IFactChannel
{
    /// <summary>Tells a fact to all listeners of all processes. Never throws for want of a connection: an untold fact is harmless.</summary>
    Task PublishAsync(LiveFact fact, CancellationToken cancellationToken);

    /// <summary>
    /// Listens from the moment of the first read until cancelled. Each listener has a bounded buffer; when it is full the oldest fact is dropped.
    /// Survives loss of the connection and goes on when it is back.
    /// </summary>
    IAsyncEnumerable<LiveFact> ListenAsync(CancellationToken cancellationToken);
}
