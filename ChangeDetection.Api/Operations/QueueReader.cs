using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Settings;

namespace ChangeDetection.Api.Operations;

/// <summary>Gathers what is shown of the queue.</summary>
internal sealed class QueueReader(QueueState queue, WorkerHeartbeats workers, GlobalSettingsStore settings, TimeProvider clock)
{
    /// <summary>The queue with the part of what waits that begins after <paramref name="offset"/> entries.</summary>
    public async Task<QueueView> ReadAsync(int offset, int limit, CancellationToken cancellationToken)
    {
        var global = await settings.ReadOrDefaultAsync(cancellationToken);
        var summary = await queue.SummarizeAsync(clock.GetUtcNow(), cancellationToken);
        var places = await workers.ReadPlacesAsync(cancellationToken);
        var running = await queue.ListRunningAsync(cancellationToken);
        var waiting = await queue.ListWaitingAsync(offset, limit, cancellationToken);
        return new QueueView(
            global.QueuePaused, global.AllPaused, summary.WaitingCount, summary.Parked, places.Values.Sum(),
            [.. running.Select(QueueEntry.From)], [.. waiting.Select(QueueEntry.From)]);
    }
}
