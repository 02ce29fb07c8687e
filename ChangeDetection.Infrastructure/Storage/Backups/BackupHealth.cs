using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>Whether the last backup that this process made by schedule came to a good end.</summary>
public sealed class BackupHealth : IHealthCheck
{
    /// <summary>The name of the check.</summary>
    public const string Name = "backups";

    private volatile string? _problem;

    /// <summary>Notes how a scheduled backup ended; null is well.</summary>
    public void Note(string? problem) => _problem = problem;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());
}
