using ChangeDetection.Infrastructure;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Scheduling;

/// <summary>Turns due watches into orders, and offers again what the queue may have lost. Any number may run: one has the seat.</summary>
internal sealed class CheckScheduler(
    CheckLedger ledger, CheckRequests requests, IWorkQueue queue, GlobalSettingsStore settings, SchedulerSeat seat,
    IOptions<ScheduleOptions> options, TimeProvider clock, ILogger<CheckScheduler> logger)
    : PeriodicLoop(options.Value.Period, clock, logger)
{
    private const int MostOfferedAgain = 5000;

    private readonly ClockWatch _clockWatch = new(clock);
    private double _budget = options.Value.MaxPerSecond;
    private long _budgetAt = clock.GetTimestamp();
    private long? _offeredAgainAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await seat.LeaveAsync(cancellationToken);
    }

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        var jump = _clockWatch.Look();
        if (await seat.HoldAsync(cancellationToken) is not { } hold)
        {
            _offeredAgainAt = null;
            return;
        }

        if (jump is { } by)
            logger.ClockJumped(by, await ledger.ShiftAsync(by, cancellationToken));
        await requests.EnqueueAsync(await ledger.UnparkAsync(cancellationToken), cancellationToken);
        var version = (await settings.ReadOrDefaultAsync(cancellationToken)).ScheduleVersion;
        var (isDue, isOutdated) = await ledger.LookAsync(version, Clock.GetUtcNow(), cancellationToken);
        if (isOutdated)
            await RescheduleAsync(cancellationToken);
        if (isDue)
            await OfferDueAsync(hold, cancellationToken);
        if (_offeredAgainAt is null || Clock.GetElapsedTime(_offeredAgainAt.Value) >= options.Value.OfferAgainAfter)
        {
            await OfferAgainAsync(cancellationToken);
            _offeredAgainAt = Clock.GetTimestamp();
        }
    }

    private async Task RescheduleAsync(CancellationToken cancellationToken)
    {
        while (await ledger.RescheduleAsync(options.Value.Batch, cancellationToken) == options.Value.Batch)
        {
        }
    }

    private async Task OfferDueAsync(SeatHold hold, CancellationToken cancellationToken)
    {
        FillBudget();
        var hasMore = true;
        while (hasMore && _budget >= 1 && await HasRoomAsync(cancellationToken))
        {
            FaultPoint.Pass(FaultPoints.BeforeOffer);
            var offer = await ledger.OfferDueAsync(hold, (int)Math.Min(options.Value.Batch, _budget), cancellationToken);
            await requests.EnqueueAsync(offer.Orders, cancellationToken);
            _budget -= offer.Orders.Count;
            hasMore = offer.HasMore;
        }
    }

    private void FillBudget()
    {
        var most = options.Value.MaxPerSecond * Math.Max(1, options.Value.Period.TotalSeconds);
        _budget = Math.Min(most, _budget + Clock.GetElapsedTime(_budgetAt).TotalSeconds * options.Value.MaxPerSecond);
        _budgetAt = Clock.GetTimestamp();
    }

    private async Task<bool> HasRoomAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queue.CountWaitingAsync(cancellationToken) < options.Value.MaxWaiting;
        }
        catch (QueueUnavailableException)
        {
            // Workers look into the store meanwhile.
            return true;
        }
    }

    private async Task OfferAgainAsync(CancellationToken cancellationToken)
    {
        // At the first turn everything that waits is offered: an in-process queue begins empty.
        var age = _offeredAgainAt is null ? TimeSpan.Zero : options.Value.OfferAgainAfter;
        var waiting = await ledger.ListWaitingAsync(Clock.GetUtcNow(), age, MostOfferedAgain, cancellationToken);
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
