using System.Collections.Concurrent;
using System.Text.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Live;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>The queue of many processes, kept in Redis streams.</summary>
internal sealed class RedisWorkQueue(
    QueueCommands commands,
    RedisBell bell,
    WorkerId worker,
    IOptions<QueueOptions> options,
    TimeProvider clock,
    ILogger<RedisWorkQueue> logger) : IWorkQueue, IAsyncDisposable
{
    private const int MostPerTake = 500;

    private readonly SemaphoreSlim _taking = new(1);
    private readonly ConcurrentDictionary<string, bool> _held = [];
    private readonly Liveness _liveness = new(clock, options.Value.DeadAfter, 2 * options.Value.HeartbeatInterval);
    private IReadOnlyList<SilentOne> _dead = [];
    private volatile bool _consumes;
    private int _isDisposed;

    /// <inheritdoc/>
    public Task<int> EnqueueAsync(IReadOnlyCollection<CheckWatch> orders, CancellationToken cancellationToken) =>
        commands.AddAsync(orders, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Delivery>> DequeueAsync(int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        _consumes = true;
        bell.Listen();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ring = bell.NextRing;
            var taken = await TakeAsync(most, cancellationToken);
            if (taken.Count > 0)
            {
                return taken;
            }

            await ring.WaitAsync(options.Value.PollInterval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            await commands.CompleteAsync(worker, deliveries.Select(delivery => delivery.EntryId), cancellationToken);
        }
        finally
        {
            Release(deliveries);
        }
    }

    /// <inheritdoc/>
    public async Task ReturnAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            await commands.ReturnAsync(worker, deliveries.Select(delivery => delivery.EntryId), cancellationToken);
        }
        finally
        {
            Release(deliveries);
        }
    }

    /// <inheritdoc/>
    public Task<long> CountWaitingAsync(CancellationToken cancellationToken) => commands.CountAsync(cancellationToken);

    /// <summary>Says that this consumer lives, looks whether the others do, and hands back what Redis believes is here and is not.</summary>
    /// <exception cref="QueueUnavailableException">The queue cannot be reached.</exception>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        if (!_consumes)
        {
            return;
        }

        // No reply of a take is on its way while the gate is held, so an entry that is ours and not in hand got lost with its reply.
        await _taking.WaitAsync(cancellationToken);
        try
        {
            var heartbeat = await commands.BeatAsync(worker, _dead, cancellationToken);
            await ReturnLostAsync(heartbeat.OwnEntries, cancellationToken);
            _dead = [.. _liveness.Observe(heartbeat.Counters).Where(one => one.Name != worker.Value)];
        }
        finally
        {
            _taking.Release();
        }

        if (_dead.Count > 0)
        {
            bell.Ring();
        }
    }

    /// <summary>Signs this consumer off.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        bell.Dispose();
        if (_consumes)
        {
            await LeaveAsync();
        }

        _taking.Dispose();
    }

    private async Task LeaveAsync()
    {
        try
        {
            await BeatAsync(CancellationToken.None);
            await commands.LeaveAsync(worker, CancellationToken.None);
        }
        catch (QueueUnavailableException cause)
        {
            logger.ConsumerLeftUnseen(cause);
        }
    }

    private async Task<List<Delivery>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            // Not cancelled half-way: what Redis has delivered by then would be in nobody's hands.
            var entries = await commands.TakeAsync(worker, Math.Min(most, MostPerTake), _dead, CancellationToken.None);
            var deliveries = await ReadAsync(entries);
            foreach (var delivery in deliveries)
            {
                _held[delivery.EntryId] = true;
            }

            return deliveries;
        }
        finally
        {
            _taking.Release();
        }
    }

    private async Task<List<Delivery>> ReadAsync(IReadOnlyList<TakenEntry> entries)
    {
        var deliveries = new List<Delivery>(entries.Count);
        foreach (var entry in entries)
        {
            if (TryRead(entry.Order) is { } order)
            {
                deliveries.Add(new Delivery(order, entry.EntryId, entry.IsTakenOver));
            }
            else
            {
                logger.OrderUnreadable(entry.EntryId);
                await commands.CompleteAsync(worker, [entry.EntryId], CancellationToken.None);
            }
        }

        var inherited = deliveries.Count(delivery => delivery.IsTakenOver);
        if (inherited > 0)
        {
            logger.OrdersTakenOver(inherited);
        }

        return deliveries;
    }

    private async Task ReturnLostAsync(IReadOnlyList<string> ownEntries, CancellationToken cancellationToken)
    {
        var lost = ownEntries.Where(entry => !_held.ContainsKey(entry)).ToList();
        if (lost.Count > 0)
        {
            logger.LostOrdersReturned(await commands.ReturnAsync(worker, lost, cancellationToken));
        }
    }

    // Also after a failure: what Redis then still counts as ours is found by the next heartbeat and handed back.
    private void Release(IEnumerable<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            _held.TryRemove(delivery.EntryId, out _);
        }
    }

    private static CheckWatch? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, MessageJson.Default.CheckWatch);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
