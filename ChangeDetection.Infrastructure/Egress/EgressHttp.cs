using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Makes all HTTP clients of the product that reach for other machines; their connections go through the gate and nowhere else.</summary>
public sealed class EgressHttp
{
    // A name may move to an address that is not to be fetched: no connection outlives this.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly EgressGate _gate;

    internal EgressHttp(EgressGate gate) => _gate = gate;

    /// <summary>A client for a way. It follows no redirect, keeps no cookies and has no time limit of its own.</summary>
    public HttpClient MakeClient(EgressPath path) =>
#pragma warning disable RS0030 // Over the gate's own handler.
        new(MakeHandler(path)) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore RS0030

#pragma warning disable RS0030 // The one handler that everybody gets.
    /// <summary>The handler of such a client, for libraries that make their clients themselves.</summary>
    public HttpMessageHandler MakeHandler(EgressPath path)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = path.ConnectTimeout + NameLookup.Limit,
            PooledConnectionLifetime = ConnectionLifetime,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            UseProxy = path.Proxy is not null,
            Proxy = path.Proxy,
            ConnectCallback = async (context, cancellationToken) =>
                await _gate.ConnectAsync(context.DnsEndPoint, RoleOf(path, context), path.ConnectTimeout, cancellationToken),
        };
        // A certificate names addresses where more of its chain is; those of a stranger are not visited.
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
            RemoteCertificateValidationCallback = path.VerifiesTls ? null : (_, _, _, _) => true,
        };
        return new JudgedTargets(_gate, path, handler);
    }
#pragma warning restore RS0030

    private static EgressRole RoleOf(EgressPath path, SocketsHttpConnectionContext context)
    {
        var isProxy = context.InitialRequestMessage.RequestUri is { } address && path.ProxyOf(address) is not null;
        return new EgressRole(isProxy, isProxy && path.IsOperatorsProxy || path.Trusted.Contains(context.DnsEndPoint));
    }
}
