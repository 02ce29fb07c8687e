using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Checking;

/// <summary>Takes orders, leases their watches, runs the checks side by side, and says "done" to the queue only after the commit.</summary>
internal sealed class CheckLoop(
    OrderSource source, CheckLedger ledger, CheckRunner runner, CheckRequests requests, CheckPlaces places, RunningChecks running, WorkerId self,
    IOptions<CheckOptions> options, TimeProvider clock, ILogger<CheckLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Queue<Delivery> _postponed = [];
    private readonly CancellationTokenSource _abort = new();
    private int _ahead;

    public override void Dispose()
    {
        _abort.Dispose();
        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _abort.CancelAfter(options.Value.StopPatience);
        await running.AllEnded;
        await source.ReturnAsync([.. _postponed], CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        logger.WorkerStarted(self, places.Size);
        while (!stoppingToken.IsCancellationRequested)
        {
#pragma warning disable CA1031 // One turn of a hosted loop: a failed turn is logged and must not end the loop (invariant I-20).
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (Exception failure)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                logger.TurnFailed(nameof(CheckLoop), failure);
                await PauseAsync(stoppingToken);
            }
#pragma warning restore CA1031
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        var interruption = places.Interruption;
        var free = await places.TakeAsync(cancellationToken);
        var started = 0;
        try
        {
            started = await StartAsync(await NextAsync(free + _ahead, interruption, cancellationToken), free);
        }
        finally
        {
            if (free > started)
                places.Release(free - started);
        }
    }

    private async Task<IReadOnlyList<Delivery>> NextAsync(int most, CancellationToken interruption, CancellationToken cancellationToken)
    {
        if (_postponed.Count > 0 && !running.HasSuspect)
            return [_postponed.Dequeue()];
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interruption, cancellationToken);
        try
        {
            return await source.NextAsync(most, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private async Task<int> StartAsync(IReadOnlyList<Delivery> deliveries, int free)
    {
        if (deliveries.Count == 0)
            return 0;
        FaultPoint.Pass(FaultPoints.AfterDequeue);
        // From here on the deliveries are ours: the order to stop must not lose them half-way.
        var left = places.Left;
        var answer = await LeaseOrReturnAsync(deliveries);
        // As many checks as ended meanwhile will end during the next lease too, if pages stay as quick as they are: they are leased ahead.
        _ahead = (int)Math.Min(places.Left - left, places.Size);
        FaultPoint.Pass(FaultPoints.AfterLease);
        foreach (var delivery in answer.Postponed)
            _postponed.Enqueue(delivery);
        var byOrder = answer.Leases.ToDictionary(lease => lease.Job);
        var postponed = answer.Postponed.ToHashSet();
        await source.CompleteAsync([.. deliveries.Where(delivery => !byOrder.ContainsKey(delivery.Order) && !postponed.Contains(delivery))], CancellationToken.None);
        foreach (var delivery in deliveries)
        {
            if (byOrder.Remove(delivery.Order, out var lease))
                Start(delivery, lease, hasPlace: free-- > 0);
        }

        return answer.Leases.Count;
    }

    // Entered before it runs, so that a stop waits for it.
    private void Start(Delivery delivery, CheckLease lease, bool hasPlace) => _ = RunEnteredAsync(delivery, running.Enter(lease, _abort.Token), hasPlace);

    private async Task RunEnteredAsync(Delivery delivery, RunningCheck check, bool hasPlace)
    {
        await Task.Yield();
        using (check)
            await RunAsync(delivery, check, hasPlace);
        if (check.Lease.IsSuspect)
            places.Interrupt();
    }

    private async Task<LeaseAnswer> LeaseOrReturnAsync(IReadOnlyList<Delivery> deliveries)
    {
        try
        {
            return await ledger.LeaseAsync(deliveries, self, CancellationToken.None);
        }
        catch
        {
            await source.ReturnAsync(deliveries, CancellationToken.None);
            throw;
        }
    }

    private async Task RunAsync(Delivery delivery, RunningCheck check, bool hasPlace)
    {
        // Left when the page is judged: while results are stored others are fetched, and the more results wait the more share a transaction.
        // They do not grow beyond that, since whoever wants to begin a check waits for the same store.
        var place = new HeldPlace(places, hasPlace);
#pragma warning disable CA1031 // Round one order: whatever breaks is logged and the order comes back through the store.
        try
        {
            await EndAsync(delivery, check, await place.TryEnterAsync(check.Token) ? await RunAsync(check, place) : null);
        }
        catch (Exception failure)
        {
            logger.CheckBroke(check.Lease.Watch.Id, failure);
            // Handed back at once it would be here again at once.
            await PauseAsync(_abort.Token);
            await TryHandBackAsync(delivery, check.Lease);
        }
        finally
        {
            place.Leave();
        }
#pragma warning restore CA1031
    }

    private async Task<CommitAnswer?> RunAsync(RunningCheck check, HeldPlace place)
    {
        var run = runner.RunAsync(check.Lease, place.Leave, check.Token);
        await ((Task)run).WaitAsync(options.Value.SlowAfter, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!run.IsCompleted)
            place.TryMoveToSlowLane();
        return await run;
    }

    private async Task EndAsync(Delivery delivery, RunningCheck check, CommitAnswer? answer)
    {
        if (answer is null && !check.IsCalledOff)
        {
            await HandBackAsync(delivery, check.Lease);
            return;
        }

        FaultPoint.Pass(FaultPoints.BeforeDone);
        await source.CompleteAsync([delivery], CancellationToken.None);
        FaultPoint.Pass(FaultPoints.AfterDone);
        if (answer is not null)
            await requests.EnqueueAsync(answer.Orders, CancellationToken.None);
    }

    private async Task HandBackAsync(Delivery delivery, CheckLease lease)
    {
        try
        {
            await ledger.ReleaseAsync([(lease.Watch.Id, lease.Fence)], CancellationToken.None);
        }
        finally
        {
            // In nobody's hands, but taken for delivered, the order would keep all later ones for the watch out of the queue.
            await source.ReturnAsync([delivery], CancellationToken.None);
        }

        logger.ChecksHandedBack(1);
    }

    private async Task TryHandBackAsync(Delivery delivery, CheckLease lease)
    {
#pragma warning disable CA1031 // The store is away: the lease is taken back by the recovery when the store is back.
        try
        {
            await HandBackAsync(delivery, lease);
        }
        catch (Exception failure)
        {
            logger.TurnFailed(nameof(HandBackAsync), failure);
        }
#pragma warning restore CA1031
    }

    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
