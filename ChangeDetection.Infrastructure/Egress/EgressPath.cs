using System.Net;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>The way that requests of one purpose take, and what is demanded of it.</summary>
public sealed record EgressPath
{
    /// <summary>Who is asked for the proxy of an address; null to go straight.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Whether the operator named the proxy, in the environment of the process: then it may be private, and it may look names up that are unknown here.</summary>
    public bool IsOperatorsProxy { get; init; }

    /// <summary>Whether certificates are verified.</summary>
    public bool VerifiesTls { get; init; } = true;

    /// <summary>The longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Hosts and ports that the operator named for this purpose: they may be private.</summary>
    public IReadOnlyCollection<DnsEndPoint> Trusted { get; init; } = [];

    /// <summary>The proxy by which an address is reached; null when it is reached straight.</summary>
    public Uri? ProxyOf(Uri address) => Proxy is null || Proxy.IsBypassed(address) ? null : Proxy.GetProxy(address) is { } proxy && proxy != address ? proxy : null;
}
