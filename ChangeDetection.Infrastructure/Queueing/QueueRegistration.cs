using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>Registers the queue of work and the channel of facts.</summary>
public static class QueueRegistration
{
    /// <summary>The name of the connection string that decides between Redis and a single process.</summary>
    public const string ConnectionName = "redis";

    /// <summary>
    /// Adds <see cref="IWorkQueue"/> and <see cref="IFactChannel"/>: in Redis when it has a connection string, over the
    /// <see cref="StackExchange.Redis.IConnectionMultiplexer"/> that the host has registered; else inside this process.
    /// </summary>
    public static IHostApplicationBuilder AddWorkQueueAndFacts(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAdd(ServiceDescriptor.Singleton(typeof(WorkerId), _ => WorkerId.ForThisProcess()));
        if (string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(ConnectionName)))
        {
            builder.Services.AddSingleton<IWorkQueue, InProcessWorkQueue>();
            builder.Services.AddSingleton<IFactChannel, InProcessFactChannel>();
        }
        else
        {
            AddRedis(builder.Services);
        }

        return builder;
    }

    private static void AddRedis(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<QueueOptions>()
            .BindConfiguration(QueueOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.LeavesTimeForHeartbeats, "Queue:DeadAfter must be at least twice Queue:HeartbeatInterval.");
        services.AddSingleton(provider => new RedisKeys(provider.GetRequiredService<IOptions<QueueOptions>>().Value.KeyPrefix));
        services.AddSingleton<RedisLink>();
        services.AddSingleton<RedisBell>();
        services.AddSingleton<QueueCommands>();
        services.AddSingleton<RedisWorkQueue>();
        services.AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<RedisWorkQueue>());
        services.AddSingleton<IFactChannel, RedisFactChannel>();
        services.AddHostedService<ConsumerHeartbeat>();
    }
}
