using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>Lets this process's consumer beat as long as the process runs.</summary>
internal sealed class ConsumerHeartbeat(
    RedisWorkQueue queue,
    IOptions<QueueOptions> options,
    TimeProvider clock,
    ILogger<ConsumerHeartbeat> logger) : BackgroundService
{
    private bool _isReachable = true;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HeartbeatInterval, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            await BeatAsync(stoppingToken);
            Task tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            await tick.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A heart that stops for one odd answer would cost the worker its orders.")]
    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await queue.BeatAsync(cancellationToken);
            NoteReachable();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (QueueUnavailableException cause)
        {
            NoteUnreachable(cause);
        }
        catch (Exception cause)
        {
            logger.HeartbeatBroke(cause);
        }
    }

    private void NoteReachable()
    {
        if (!_isReachable)
        {
            logger.HeartbeatRegained();
        }

        _isReachable = true;
    }

    private void NoteUnreachable(QueueUnavailableException cause)
    {
        if (_isReachable)
        {
            logger.HeartbeatMissed(cause);
        }

        _isReachable = false;
    }
}
