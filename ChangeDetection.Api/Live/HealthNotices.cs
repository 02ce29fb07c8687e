using ChangeDetection.Api.Live.Following;
using ChangeDetection.Api.Operations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChangeDetection.Api.Live;

/// <summary>Turns failing health checks into sentences on the page, as they come and go.</summary>
internal sealed class HealthNotices(
    HealthCheckService health, SystemNotices notices, LiveConnections connections, TimeProvider clock, ILogger<HealthNotices> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
#pragma warning disable CA1031 // One turn of a hosted loop: a failed turn is logged and must not end the loop.
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure)
            {
                if (!stoppingToken.IsCancellationRequested)
                    logger.BroadcastFailed(failure);
            }
#pragma warning restore CA1031
            await Task.Delay(Period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        var sentences = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => Sentence(entry.Key)).ToList();
        if (notices.Replace(sentences))
            connections.Pump(connections.Look());
    }

    private static string Sentence(string check) => check switch
    {
        "redis" => "Redis cannot be reached. Everything you do is kept, and checks go on, a little slower, until it is back.",
        "store" => "The database cannot be reached. Changes cannot be saved until it is back.",
        DueWorkHealth.Name => "Checks are late by more than a minute. See the queue for what runs and what waits.",
        _ => $"The part '{check}' reports a problem.",
    };
}
