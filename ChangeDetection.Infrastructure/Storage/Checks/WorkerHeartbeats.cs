using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>Signs of life of workers: numbers that move. Whoever watches judges by its own stopwatch, so no clock has to be right (decision D10).</summary>
public sealed class WorkerHeartbeats
{
    private readonly StoreContextFactory _contexts;
    private readonly StoreWriter _writer;

    internal WorkerHeartbeats(StoreContextFactory contexts, StoreWriter writer) => (_contexts, _writer) = (contexts, writer);

    /// <summary>Moves a worker's number and says how many checks it runs at once.</summary>
    public Task<long> BeatAsync(WorkerId worker, int places, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var workers = transaction.Context.Workers;
                if (await workers.AsTracking().FirstOrDefaultAsync(row => row.Id == worker.Value, cancel) is { } row)
                {
                    row.Places = places;
                    return ++row.Beats;
                }

                workers.Add(new WorkerRow { Id = worker.Value, Beats = 1, Places = places });
                return 1;
            },
            cancellationToken);

    /// <summary>Takes a worker off the list that stops by its own will.</summary>
    public Task<int> LeaveAsync(WorkerId worker, CancellationToken cancellationToken) =>
        _writer.WriteAsync((transaction, cancel) => transaction.Context.Workers.Where(row => row.Id == worker.Value).ExecuteDeleteAsync(cancel), cancellationToken);

    /// <summary>The workers that beat, and how many checks each runs at once. One that died is among them until its silence is noticed.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ReadPlacesAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        return await context.Workers.ToDictionaryAsync(row => row.Id, row => row.Places, cancellationToken);
    }

    /// <summary>Every worker that beats or holds a lease, with its number; 0 for one that never beat.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        var beats = await context.Workers.ToDictionaryAsync(row => row.Id, row => row.Beats, cancellationToken);
        var owners = await context.Watches.Where(row => row.LeaseOwner != null).Select(row => row.LeaseOwner!).Distinct().ToListAsync(cancellationToken);
        owners.ForEach(owner => beats.TryAdd(owner, 0));
        return beats;
    }
}
