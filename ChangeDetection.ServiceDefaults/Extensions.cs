using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ChangeDetection.ServiceDefaults;

/// <summary>What every host of the product shares: telemetry, health, resilience, discovery, Redis.</summary>
public static class Extensions
{
    /// <summary>Adds telemetry, service discovery and the check that the process is alive.</summary>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        builder.AddCompatibleNames();
        builder.AddQuietLogging();
        builder.AddTelemetry();
        StartLog.Quieten(builder);
        builder.Services.AddServiceDiscovery();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthEndpoints.LiveTag]);
        return builder;
    }

    /// <summary>
    /// Adds a named client for one of our own processes: found by service discovery, with the standard retries, timeouts and circuit breaker.
    /// It is opt-in, since the client that fetches watched pages has a policy of its own.
    /// </summary>
    public static IHttpClientBuilder AddInternalHttpClient(this IHostApplicationBuilder builder, string name, Uri baseAddress)
    {
        var client = builder.Services.AddHttpClient(name, client => client.BaseAddress = baseAddress).AddServiceDiscovery();
        client.AddStandardResilienceHandler();
        return client;
    }
}
