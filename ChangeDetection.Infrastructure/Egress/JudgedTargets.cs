using System.Net;
using System.Net.Sockets;
using ChangeDetection.Core.Egress;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>
/// Judges what a proxy is asked to fetch, since the connection itself shows the proxy alone; and keeps to those versions of HTTP whose connections go
/// through the gate, which the third is not.
/// </summary>
internal sealed class JudgedTargets(EgressGate gate, EgressPath path, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to other machines are asynchronous.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Version > HttpVersion.Version20)
            request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        if (request.RequestUri is { } address && path.ProxyOf(address) is { } proxy)
            await PrepareAsync(request, address, proxy, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task PrepareAsync(HttpRequestMessage request, Uri address, Uri proxy, CancellationToken cancellationToken)
    {
        if (KnownNames.IsOnion(address.IdnHost) && proxy.Scheme is "socks5" or "socks4a")
            return;
        try
        {
            var target = new DnsEndPoint(address.IdnHost, address.Port);
            var addresses = await gate.JudgeAsync(target, new EgressRole(IsProxy: false, path.Trusted.Contains(target)), cancellationToken);
            // This oldest of protocols takes no names, and the client would look them up a second time.
            if (proxy.Scheme is "socks4")
                Pin(request, address, addresses);
        }
        catch (EgressRefusedException refused)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, refused.Message, refused);
        }
        catch (NameUnresolvedException) when (path.IsOperatorsProxy)
        {
            // In a network whose machines know no names of the outside, the proxy is the one that does.
        }
        catch (NameUnresolvedException unknown)
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, unknown.Message, unknown);
        }
    }

    private static void Pin(HttpRequestMessage request, Uri address, IReadOnlyList<IPAddress> addresses)
    {
        if (address.HostNameType is not UriHostNameType.Dns)
            return;
        if (addresses.Select(AddressKinds.Bare).FirstOrDefault(one => one.AddressFamily is AddressFamily.InterNetwork) is not { } judged)
            throw new NameUnresolvedException(address.IdnHost, $"The host name {address.IdnHost} has no IPv4 address, which a SOCKS 4 proxy needs; choose SOCKS 5.", isPassing: false);
        request.Headers.Host ??= address.Authority;
        request.RequestUri = new UriBuilder(address) { Host = judged.ToString() }.Uri;
    }
}
