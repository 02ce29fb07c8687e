using Microsoft.Extensions.Hosting;

namespace ChangeDetection.ServiceDefaults;

/// <summary>The connection as Aspire's client integration makes it. The other half is RedisClient.Direct.cs; the project file takes one of the two.</summary>
internal static class RedisClient
{
    /// <returns>Whether a health check is wanted.</returns>
    public static bool Register(IHostApplicationBuilder builder, string connectionName)
    {
        var isChecked = true;
        builder.AddRedisClient(
            connectionName,
            settings =>
            {
                isChecked = !settings.DisableHealthChecks;
                // Ours has the same name and the same verdict in both halves.
                settings.DisableHealthChecks = true;
            },
            RedisDefaults.Apply);
        return isChecked;
    }
}
