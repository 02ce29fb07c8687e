using System.Diagnostics;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Storage.Checks;
using Microsoft.Extensions.Logging;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>Brings wishes for checks into the store and then into the queue. A queue that is away costs time only: the scheduler offers them again.</summary>
public sealed class CheckRequests(CheckLedger ledger, IWorkQueue queue, IFactChannel facts, ILogger<CheckRequests> logger)
{
    /// <summary>Asks for a check of each watch now, paused or not; gives how many were not already waiting or running.</summary>
    public async Task<int> RequestAsync(IReadOnlyCollection<WatchId> ids, CheckPriority priority, CancellationToken cancellationToken)
    {
        var orders = await ledger.RequestAsync(ids, priority, cancellationToken);
        await EnqueueAsync(orders, cancellationToken);
        return orders.Count;
    }

    /// <summary>Calls a waiting or running check off and gives what it was doing; null when there is no such watch. A worker in the middle of it stops.</summary>
    public async Task<WatchActivity?> CancelAsync(WatchId id, CancellationToken cancellationToken)
    {
        var activity = await ledger.CancelAsync(id, cancellationToken);
        if (activity is WatchActivity.Checking)
            await facts.PublishAsync(new LiveFact.CheckCancelled(id), cancellationToken);
        return activity;
    }

    /// <summary>Puts orders that the store has noted into the queue; each begins the trace of its check.</summary>
    public async Task EnqueueAsync(IReadOnlyCollection<CheckWatch> orders, CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
            return;
        FaultPoint.Pass(FaultPoints.BeforeEnqueue);
        try
        {
            await queue.EnqueueAsync([.. orders.Select(Traced)], cancellationToken);
            FaultPoint.Pass(FaultPoints.AfterEnqueue);
        }
        catch (QueueUnavailableException unavailable)
        {
            logger.OrdersNotQueued(orders.Count, unavailable.Message);
        }
    }

    private static CheckWatch Traced(CheckWatch order)
    {
        using var activity = Telemetry.Source.StartActivity("watch.enqueue", ActivityKind.Producer);
        activity?.SetTag("watch.id", order.WatchId.ToString()).SetTag("watch.job", order.Job);
        return order with { TraceParent = activity?.Id };
    }
}
