using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>Turns due watches into orders, and offers again what the queue may have lost. Any number may run: the store gives each watch to one.</summary>
internal sealed class CheckScheduler(
    CheckLedger ledger, CheckRequests requests, IWorkQueue queue, IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<CheckScheduler> logger)
    : PeriodicLoop(options.Value.Period, clock, logger)
{
    private long? _offeredAgainAt;

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        var batch = options.Value.Batch;
        while (true)
        {
            var orders = await ledger.OfferDueAsync(batch, cancellationToken);
            await requests.EnqueueAsync(orders, cancellationToken);
            if (orders.Count < batch)
                break;
        }

        if (_offeredAgainAt is null || Clock.GetElapsedTime(_offeredAgainAt.Value) >= options.Value.OfferAgainAfter)
        {
            await OfferAgainAsync(cancellationToken);
            _offeredAgainAt = Clock.GetTimestamp();
        }
    }

    private async Task OfferAgainAsync(CancellationToken cancellationToken)
    {
        // At the first turn everything that waits is offered: an in-process queue begins empty.
        var age = _offeredAgainAt is null ? TimeSpan.Zero : options.Value.OfferAgainAfter;
        var waiting = await ledger.ListWaitingAsync(Clock.GetUtcNow() - age, cancellationToken);
        if (waiting.Count == 0)
            return;
        try
        {
            await queue.EnqueueAsync([.. waiting], cancellationToken);
        }
        catch (QueueUnavailableException unavailable)
        {
            logger.QueueAway(unavailable.Message);
        }
    }
}
