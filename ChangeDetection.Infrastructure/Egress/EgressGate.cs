using System.Net;
using System.Net.Sockets;
using ChangeDetection.Core.Egress;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>
/// The one way out. A name is looked up once, every answer is judged, and the connection goes to an address that was judged (rule D1 of the reliability
/// reference): there is no moment between the judgement and the connection at which a name could come to mean something else.
/// </summary>
internal sealed class EgressGate(EgressRules rules, NameLookup names, OwnAddresses own, StoreEndpoints stores, TimeProvider clock)
{
    private static readonly TimeSpan ShortestTry = TimeSpan.FromMilliseconds(500);

    /// <summary>The addresses of a target, each of which may be connected to.</summary>
    /// <param name="target">What is asked for.</param>
    /// <param name="role">What it is asked for as.</param>
    /// <param name="cancellationToken">Ends the lookup.</param>
    /// <exception cref="EgressRefusedException">One of its addresses, or its name, may not be connected to.</exception>
    /// <exception cref="NameUnresolvedException">It has no address.</exception>
    public async Task<IReadOnlyList<IPAddress>> JudgeAsync(DnsEndPoint target, EgressRole role, CancellationToken cancellationToken)
    {
        if (!role.IsTrusted && rules.RefusalOf(target.Host) is { } ofName)
            throw Refuse(target, ofName, role);
        var addresses = await FindAsync(target.Host, role, cancellationToken);
        foreach (var address in addresses)
        {
            if (!role.IsTrusted && rules.RefusalOf(target.Host, address, own.Contains(address)) is { } kind)
                throw Refuse(target, kind, role);
        }

        return await stores.IncludesAsync(target, addresses, cancellationToken) ? throw Refuse(target, AddressKind.OwnStore, role) : addresses;
    }

    /// <summary>Connects to a target, trying its addresses in their order; each gets a fair share of the time that is left.</summary>
    /// <exception cref="EgressRefusedException">It may not be connected to.</exception>
    /// <exception cref="SocketException">It cannot be connected to.</exception>
    public async Task<Stream> ConnectAsync(DnsEndPoint target, EgressRole role, TimeSpan patience, CancellationToken cancellationToken)
    {
        var addresses = await JudgeAsync(target, role, cancellationToken);
        var start = clock.GetTimestamp();
        SocketException? last = null;
        for (var place = 0; place < addresses.Count; place++)
        {
            var left = patience - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                break;
            var share = left / (addresses.Count - place);
            try
            {
                return await ConnectAsync(new IPEndPoint(Reachable(addresses[place]), target.Port), share > ShortestTry ? share : ShortestTry, cancellationToken);
            }
            catch (SocketException failure)
            {
                last = failure;
            }
        }

        throw last ?? new SocketException((int)SocketError.TimedOut);
    }

    // A socket of IPv6 does not reach those of IPv4 in their mapped form.
    private static IPAddress Reachable(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private async Task<IReadOnlyList<IPAddress>> FindAsync(string host, EgressRole role, CancellationToken cancellationToken)
    {
        try
        {
            return await names.FindAsync(host, cancellationToken);
        }
        catch (NameUnresolvedException failure) when (role.IsProxy)
        {
            throw new NameUnresolvedException(host, failure.Message, failure.IsPassing) { IsProxy = true };
        }
    }

#pragma warning disable RS0030 // The one place where connections to elsewhere are made.
    private async Task<Stream> ConnectAsync(IPEndPoint place, TimeSpan share, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(share, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place, both.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
#pragma warning restore RS0030

    private static EgressRefusedException Refuse(DnsEndPoint target, AddressKind kind, EgressRole role)
    {
        Telemetry.Refused.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));
        return new EgressRefusedException(target.Host, kind) { IsProxy = role.IsProxy };
    }
}
