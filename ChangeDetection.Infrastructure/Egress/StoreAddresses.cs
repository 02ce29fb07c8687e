using System.Globalization;
using System.Net;
using ChangeDetection.Core.Egress;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.Extensions.Configuration;
using Npgsql;
using StackExchange.Redis;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Reads from the connection strings where database and queue are.</summary>
internal static class StoreAddresses
{
    private const string Aspire = "Aspire:StackExchange:Redis";
    private const int UsualRedisPort = 6379;
    private const int UsualRedisTlsPort = 6380;

    /// <summary>The hosts and ports in the configuration. A connection string that makes no sense names none; whoever connects by it says so.</summary>
    public static IReadOnlyList<DnsEndPoint> Read(IConfiguration configuration)
    {
        var redis = configuration.GetConnectionString(QueueRegistration.ConnectionName)
            ?? configuration[$"{Aspire}:{QueueRegistration.ConnectionName}:ConnectionString"] ?? configuration[$"{Aspire}:ConnectionString"];
        return [.. OfRedis(redis), .. OfPostgres(configuration.GetConnectionString("changedetection"))];
    }

    private static IEnumerable<DnsEndPoint> OfRedis(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            return [];
        try
        {
            var options = ConfigurationOptions.Parse(connectionString);
            return [.. options.EndPoints.Select(one => EndPointOf(one, options.Ssl ? UsualRedisTlsPort : UsualRedisPort)).OfType<DnsEndPoint>()];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private static DnsEndPoint? EndPointOf(EndPoint endPoint, int usualPort) => endPoint switch
    {
        DnsEndPoint name => new DnsEndPoint(name.Host, name.Port == 0 ? usualPort : name.Port),
        IPEndPoint address => new DnsEndPoint(address.Address.ToString(), address.Port == 0 ? usualPort : address.Port),
        _ => null,
    };

    private static IEnumerable<DnsEndPoint> OfPostgres(string? connectionString)
    {
        try
        {
            if (StoreLocation.From(connectionString, ".") is not { IsPostgres: true } location)
                return [];
            var postgres = new NpgsqlConnectionStringBuilder(location.ConnectionString);
            return [.. (postgres.Host ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(host => HostOf(host, postgres.Port)).OfType<DnsEndPoint>()];
        }
        catch (Exception wrong) when (wrong is ArgumentException or StoreStartupException)
        {
            return [];
        }
    }

    // Several hosts stand in one string, each with a port of its own or none; one that begins with a slash is a socket in the file system.
    private static DnsEndPoint? HostOf(string host, int usualPort)
    {
        if (host[0] is '/' or '@')
            return null;
        var colon = host.LastIndexOf(':');
        var hasPort = colon > 0 && (host.IndexOf(':') == colon || host[colon - 1] == ']');
        return hasPort && int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new DnsEndPoint(KnownNames.Plain(host[..colon]), port)
            : new DnsEndPoint(KnownNames.Plain(host), usualPort);
    }
}
