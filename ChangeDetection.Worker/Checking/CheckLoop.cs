using System.Collections.Concurrent;
using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Worker.Checking;

/// <summary>Takes orders, leases their watches, runs the checks side by side, and says "done" to the queue only after the commit.</summary>
internal sealed class CheckLoop(
    IWorkQueue queue, CheckLedger ledger, CheckRunner runner, WorkerId self, IOptions<CheckOptions> options, TimeProvider clock, ILogger<CheckLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Delivery, Task> _running = [];
    private readonly CancellationTokenSource _abort = new();
    private readonly SemaphoreSlim _free = new(options.Value.Workers);
    private bool _isQueueAway;

    public override void Dispose()
    {
        _abort.Dispose();
        _free.Dispose();
        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _abort.CancelAfter(options.Value.StopPatience);
        await Task.WhenAll(_running.Values);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        logger.WorkerStarted(self, options.Value.Workers);
        while (!stoppingToken.IsCancellationRequested)
        {
#pragma warning disable CA1031 // One turn of a hosted loop: a failed turn is logged and must not end the loop (invariant I-20).
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (QueueUnavailableException away)
            {
                NoteQueueAway(away);
                await PauseAsync(stoppingToken);
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
        var places = await TakePlacesAsync(cancellationToken);
        var started = 0;
        try
        {
            var deliveries = await queue.DequeueAsync(places, cancellationToken);
            NoteQueueBack();
            started = await StartAsync(deliveries);
        }
        finally
        {
            if (places > started)
                _free.Release(places - started);
        }
    }

    /// <summary>Waits for one free place and takes all others that are free too.</summary>
    private async Task<int> TakePlacesAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        var places = 1;
        while (places < options.Value.Workers && await _free.WaitAsync(TimeSpan.Zero, CancellationToken.None))
            places++;
        return places;
    }

    private async Task<int> StartAsync(IReadOnlyList<Delivery> deliveries)
    {
        // From here on the deliveries are ours: the order to stop must not lose them half-way.
        var leases = await LeaseOrReturnAsync(deliveries);
        var byOrder = leases.ToDictionary(lease => lease.Job);
        var outdated = deliveries.Where(delivery => !byOrder.ContainsKey(delivery.Order)).ToList();
        if (outdated.Count > 0)
            await queue.CompleteAsync(outdated, CancellationToken.None);
        foreach (var delivery in deliveries)
        {
            if (byOrder.TryGetValue(delivery.Order, out var lease))
                Start(delivery, lease);
        }

        return leases.Count;
    }

    private void Start(Delivery delivery, CheckLease lease)
    {
        // Entered before it runs, so that it cannot end before it is entered.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[delivery] = RunAfterAsync(begin.Task, delivery, lease);
        begin.SetResult();
    }

    private async Task RunAfterAsync(Task begin, Delivery delivery, CheckLease lease)
    {
        await begin;
        await RunAsync(delivery, lease, _abort.Token);
    }

    private async Task<IReadOnlyList<CheckLease>> LeaseOrReturnAsync(IReadOnlyList<Delivery> deliveries)
    {
        try
        {
            return await ledger.LeaseAsync(deliveries, self, CancellationToken.None);
        }
        catch
        {
            await queue.ReturnAsync(deliveries, CancellationToken.None);
            throw;
        }
    }

    private async Task RunAsync(Delivery delivery, CheckLease lease, CancellationToken cancellationToken)
    {
#pragma warning disable CA1031 // Round one order: whatever breaks is logged and the order comes back through the store.
        try
        {
            var isDone = await runner.RunAsync(lease, cancellationToken);
            if (isDone)
                await queue.CompleteAsync([delivery], CancellationToken.None);
            else
                await HandBackAsync(delivery, lease);
        }
        catch (QueueUnavailableException away)
        {
            NoteQueueAway(away);
        }
        catch (Exception failure)
        {
            logger.CheckBroke(lease.Watch.Id, failure);
            // Handed back at once it would be here again at once.
            await PauseAsync(cancellationToken);
            await TryHandBackAsync(delivery, lease);
        }
        finally
        {
            _running.TryRemove(delivery, out _);
            _free.Release();
        }
#pragma warning restore CA1031
    }

    private async Task HandBackAsync(Delivery delivery, CheckLease lease)
    {
        await ledger.ReleaseAsync([lease], CancellationToken.None);
        await queue.ReturnAsync([delivery], CancellationToken.None);
        logger.ChecksHandedBack(1);
    }

    private async Task TryHandBackAsync(Delivery delivery, CheckLease lease)
    {
#pragma warning disable CA1031 // The store or the queue is away: the lease is taken back by the recovery when this worker is gone or the store is back.
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

    private void NoteQueueAway(QueueUnavailableException away)
    {
        if (!_isQueueAway)
            logger.QueueAway(away.Message);
        _isQueueAway = true;
    }

    private void NoteQueueBack()
    {
        if (_isQueueAway)
            logger.QueueBack();
        _isQueueAway = false;
    }

    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
