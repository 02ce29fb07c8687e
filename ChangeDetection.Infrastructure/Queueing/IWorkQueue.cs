using ChangeDetection.Core.Checks;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>Work to do, waiting for a worker. It is a bell, not a store: whatever it loses is offered again from SQL.</summary>
/// <remarks>Every implementation passes the one contract test suite. Safe for use by many threads.</remarks>
public interface IWorkQueue
{
    /// <summary>
    /// Adds orders. One that is already waiting or delivered under the same watch and job number is left out, so offering again is cheap;
    /// a higher job number of the same watch replaces a lower one.
    /// </summary>
    /// <returns>How many were added.</returns>
    /// <exception cref="QueueUnavailableException">The queue cannot be reached; the caller's wish stays in SQL.</exception>
    Task<int> EnqueueAsync(IReadOnlyCollection<CheckWatch> orders, CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="most"/> orders, best priority first, in order of arrival within one priority. Waits until there is at least one,
    /// woken by the bell of <see cref="EnqueueAsync"/> or a slow poll. Includes orders taken over from workers that died.
    /// </summary>
    /// <exception cref="QueueUnavailableException">The queue cannot be reached; try again after a pause.</exception>
    Task<IReadOnlyList<Delivery>> DequeueAsync(int most, CancellationToken cancellationToken);

    /// <summary>Says that deliveries are done with. Called after the result is committed, never before.</summary>
    Task CompleteAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>Hands deliveries back unprocessed, for another worker to take at once.</summary>
    Task ReturnAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>How many orders wait for a worker; costs the same at any length.</summary>
    Task<long> CountWaitingAsync(CancellationToken cancellationToken);
}
