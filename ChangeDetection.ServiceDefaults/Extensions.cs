using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ChangeDetection.ServiceDefaults;

/// <summary>What every host of the product shares: telemetry, health, discovery, Redis.</summary>
public static class Extensions
{
    /// <summary>Adds telemetry, service discovery and the check that the process is alive.</summary>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        builder.AddCompatibleNames();
        builder.AddQuietLogging();
        builder.AddTelemetry();
        StartLog.Quieten(builder);
        builder.Services.AddHostedService<QuietMemory>();
        builder.Services.AddServiceDiscovery();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthEndpoints.LiveTag]);
        return builder;
    }
}
