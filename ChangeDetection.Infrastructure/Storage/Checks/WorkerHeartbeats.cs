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

    /// <summary>Moves a worker's number.</summary>
    public Task<long> BeatAsync(WorkerId worker, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async (transaction, cancel) =>
            {
                var workers = transaction.Context.Workers;
                if (await workers.AsTracking().FirstOrDefaultAsync(row => row.Id == worker.Value, cancel) is { } row)
                    return ++row.Beats;
                workers.Add(new WorkerRow { Id = worker.Value, Beats = 1 });
                return 1;
            },
            cancellationToken);

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
