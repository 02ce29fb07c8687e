namespace ChangeDetection.Worker.Scheduling;

/// <summary>A hosted loop whose turns come at a steady pace and of which no failed turn is the last.</summary>
internal abstract class PeriodicLoop(TimeSpan period, TimeProvider clock, ILogger logger) : BackgroundService
{
    protected TimeProvider Clock => clock;

    protected abstract Task TurnAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(period, clock);
        do
        {
            await TakeTurnAsync(stoppingToken);
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA1031 // One turn of a hosted loop: a failed turn is logged and must not end the loop (invariant I-20).
        try
        {
            await TurnAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            if (!cancellationToken.IsCancellationRequested)
                logger.TurnFailed(GetType().Name, failure);
        }
#pragma warning restore CA1031
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
