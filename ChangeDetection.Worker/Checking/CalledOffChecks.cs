using ChangeDetection.Core.Live;
using ChangeDetection.Infrastructure.Events;

namespace ChangeDetection.Worker.Checking;

/// <summary>Hears that a check is called off. What it misses is found by <see cref="Scheduling.LeaseRecovery"/>.</summary>
internal sealed class CalledOffChecks(IFactChannel facts, RunningChecks running) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await foreach (var fact in facts.ListenAsync(stoppingToken))
            {
                if (fact is LiveFact.CheckCancelled cancelled)
                    running.CallOff(cancelled.WatchId);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
