using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChangeDetection.ServiceDefaults;

/// <summary>A hosted loop whose turns come at a steady pace and of which no failed turn is the last.</summary>
/// <param name="period">The time from one turn to the next.</param>
/// <param name="clock">By which the period counts.</param>
/// <param name="logger">Where a failed turn is told.</param>
public abstract partial class PeriodicLoop(TimeSpan period, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>By which the period counts.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>One turn. What it throws is logged, and the next turn comes all the same.</summary>
    protected abstract Task TurnAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
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
                TurnFailed(logger, GetType().Name, failure);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of {Loop} failed; the loop goes on")]
    private static partial void TurnFailed(ILogger logger, string loop, Exception exception);
}
