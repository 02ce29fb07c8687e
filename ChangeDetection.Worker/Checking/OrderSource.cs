using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;

namespace ChangeDetection.Worker.Checking;

/// <summary>Where orders come from: the queue, and while that cannot be reached the store itself, looked at every second. Losing the queue costs time, never work.</summary>
internal sealed class OrderSource(IWorkQueue queue, CheckLedger ledger, TimeProvider clock, ILogger<OrderSource> logger)
{
    // An order that the queue never had needs no word to the queue.
    private const string FromStore = "";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int _isAway;

    /// <summary>Waits for orders and takes up to so many, the most urgent first. May give none.</summary>
    public async Task<IReadOnlyList<Delivery>> NextAsync(int most, CancellationToken cancellationToken)
    {
        try
        {
            var deliveries = await queue.DequeueAsync(most, cancellationToken);
            if (Interlocked.Exchange(ref _isAway, 0) == 1)
                logger.QueueBack();
            return deliveries;
        }
        catch (QueueUnavailableException away)
        {
            NoteAway(away);
            await Task.Delay(Pause, clock, cancellationToken);
            var waiting = await ledger.ListWaitingAsync(clock.GetUtcNow(), TimeSpan.Zero, most, cancellationToken);
            return [.. waiting.Select(order => new Delivery(order, FromStore, IsTakenOver: false))];
        }
    }

    /// <summary>Says that deliveries are done with; a queue that is away will find out by itself.</summary>
    public Task CompleteAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken) =>
        TellAsync(deliveries, queue.CompleteAsync, cancellationToken);

    /// <summary>Hands deliveries back; without the queue they are found in the store.</summary>
    public Task ReturnAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken) =>
        TellAsync(deliveries, queue.ReturnAsync, cancellationToken);

    private async Task TellAsync(
        IReadOnlyCollection<Delivery> deliveries, Func<IReadOnlyCollection<Delivery>, CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        var queued = deliveries.Where(delivery => delivery.EntryId != FromStore).ToList();
        if (queued.Count == 0)
            return;
        try
        {
            await tell(queued, cancellationToken);
        }
        catch (QueueUnavailableException away)
        {
            NoteAway(away);
        }
    }

    private void NoteAway(QueueUnavailableException away)
    {
        if (Interlocked.Exchange(ref _isAway, 1) == 0)
            logger.QueueAway(away.Message);
    }
}
