using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChangeDetection.ServiceDefaults;

/// <summary>The connection without Aspire, read from the same configuration keys. The other half is RedisClient.Aspire.cs; the project file takes one of the two.</summary>
internal static class RedisClient
{
    /// <returns>Whether a health check is wanted.</returns>
    public static bool Register(IHostApplicationBuilder builder, string connectionName)
    {
        IConfiguration general = builder.Configuration.GetSection(RedisRegistration.Section);
        IConfiguration named = builder.Configuration.GetSection($"{RedisRegistration.Section}:{connectionName}");
        var isTraced = !IsSet("DisableTracing");

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            var options = ConfigurationOptions.Parse(RedisRegistration.ConnectionString(builder.Configuration, connectionName)!);
            RedisDefaults.Apply(options);
            general.GetSection("ConfigurationOptions").Bind(options);
            named.GetSection("ConfigurationOptions").Bind(options);
            options.LoggerFactory ??= services.GetService<ILoggerFactory>();

            var connection = ConnectionMultiplexer.Connect(options);
            if (isTraced)
                connection.RegisterProfiler(services.GetRequiredService<RedisSpans>().SessionOfCurrentActivity);
            return connection;
        });

        if (isTraced)
            builder.Services.AddSingleton<RedisSpans>();

        if (!IsSet("DisableAutoActivation"))
            builder.Services.ActivateSingleton<IConnectionMultiplexer>();

        return !IsSet("DisableHealthChecks");

        bool IsSet(string key) => named.GetValue<bool?>(key) ?? general.GetValue(key, false);
    }
}
