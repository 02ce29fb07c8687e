using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChangeDetection.AppHost;

/// <summary>A redis-server of this machine as a resource, where there is no container engine or no wish for one.</summary>
internal static class LocalRedis
{
    private const string HealthCheck = "redis-server-answers";
    private const string Endpoint = "redis";

    public static bool IsInstalled()
    {
        var program = OperatingSystem.IsWindows() ? $"{ResourceNames.RedisServer}.exe" : ResourceNames.RedisServer;
        var directories = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return directories.Any(directory => File.Exists(Path.Combine(directory, program)));
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddLocalRedis(this IDistributedApplicationBuilder builder)
    {
        var server = builder.AddExecutable(ResourceNames.RedisServer, ResourceNames.RedisServer, Path.GetTempPath())
            .WithEndpoint(scheme: "tcp", name: Endpoint)
            .WithHealthCheck(HealthCheck);
        var endpoint = server.GetEndpoint(Endpoint);
        // Nothing is kept on disk: whatever Redis loses is offered again from SQL.
        server.WithArgs("--bind", "127.0.0.1", "--port", endpoint.Property(EndpointProperty.TargetPort), "--save", "", "--appendonly", "no");
        builder.Services.AddHealthChecks().AddAsyncCheck(HealthCheck, cancellationToken => PingAsync(endpoint, cancellationToken));

        return builder.AddConnectionString(ResourceNames.Redis, ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.HostAndPort)}"))
            .WaitFor(server);
    }

    private static async Task<HealthCheckResult> PingAsync(EndpointReference endpoint, CancellationToken cancellationToken)
    {
        if (!endpoint.IsAllocated)
            return HealthCheckResult.Unhealthy("It has no port yet.");

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), cancellationToken);
            var answer = new byte[5];
            await client.GetStream().ReadExactlyAsync(answer, cancellationToken);
            return Encoding.ASCII.GetString(answer) == "+PONG" ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("It does not answer PONG.");
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return HealthCheckResult.Unhealthy("It does not answer.", exception);
        }
    }
}
