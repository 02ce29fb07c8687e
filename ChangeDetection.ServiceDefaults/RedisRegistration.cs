using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ChangeDetection.ServiceDefaults;

/// <summary>The connection to Redis, where one is configured.</summary>
public static class RedisRegistration
{
    internal const string Section = "Aspire:StackExchange:Redis";
    internal const string HealthCheck = "redis";

    /// <summary>
    /// Registers the <c>IConnectionMultiplexer</c> of the connection string of that name, with a health check and spans; without a connection
    /// string it registers nothing. Redis may be down now or later: the process starts, a command fails at once, and the connection comes back alone.
    /// </summary>
    public static IHostApplicationBuilder AddChangeDetectionRedis(this IHostApplicationBuilder builder, string connectionName)
    {
        if (string.IsNullOrWhiteSpace(ConnectionString(builder.Configuration, connectionName)))
            return builder;

        if (RedisClient.Register(builder, connectionName))
            builder.Services.AddHealthChecks().Add(new(HealthCheck, services => ActivatorUtilities.CreateInstance<RedisHealthCheck>(services), HealthStatus.Degraded, []));

        return builder;
    }

    /// <summary>Looks in the places where Aspire's own client looks, in its order.</summary>
    internal static string? ConnectionString(IConfiguration configuration, string connectionName) =>
        configuration.GetConnectionString(connectionName)
        ?? configuration[$"{Section}:{connectionName}:ConnectionString"]
        ?? configuration[$"{Section}:ConnectionString"];
}
