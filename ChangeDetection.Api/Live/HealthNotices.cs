using ChangeDetection.Api.Live.Following;
using ChangeDetection.Api.Operations;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChangeDetection.Api.Live;

/// <summary>Turns failing health checks into sentences on the page, as they come and go.</summary>
internal sealed class HealthNotices(
    HealthCheckService health, SystemNotices notices, LiveConnections connections, TimeProvider clock, ILogger<HealthNotices> logger)
    : PeriodicLoop(TimeSpan.FromSeconds(3), clock, logger)
{
    protected override async Task TurnAsync(CancellationToken cancellationToken)
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
        BackupHealth.Name => "The last scheduled backup failed. The log says why; it is tried again by itself.",
        _ => $"The part '{check}' reports a problem.",
    };
}
