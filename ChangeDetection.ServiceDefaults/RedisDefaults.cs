using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace ChangeDetection.ServiceDefaults;

/// <summary>What holds for Redis connections unless the connection string or the configuration says otherwise.</summary>
internal sealed class RedisDefaults : DefaultOptionsProvider
{
    /// <summary>A host starts with Redis down.</summary>
    public override bool AbortOnConnectFail => false;

    public override int ConnectRetry => 1;

    public override TimeSpan? ConnectTimeout => TimeSpan.FromSeconds(2);

    public override TimeSpan KeepAliveInterval => TimeSpan.FromSeconds(15);

    /// <summary>Every second, for as long as it takes; the growing pauses of the library's own default reach a minute.</summary>
    public override IReconnectRetryPolicy ReconnectRetryPolicy { get; } = new LinearRetry(1000);

    /// <summary>A page does not wait for a Redis that is down: the wish is in SQL already, and is offered again.</summary>
    public override BacklogPolicy BacklogPolicy => BacklogPolicy.FailFast;

    /// <summary>Takes the place of the library's general defaults, not of those that it has for a known cloud.</summary>
    public static void Apply(ConfigurationOptions options)
    {
        if (options.Defaults is not (AzureOptionsProvider or AzureManagedRedisOptionsProvider or RedisCloudOptionsProvider or RedisEnterpriseOptionsProvider))
            options.Defaults = new RedisDefaults();
    }
}
