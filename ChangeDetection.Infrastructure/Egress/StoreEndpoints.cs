using System.Collections.Concurrent;
using System.Net;
using ChangeDetection.Core.Egress;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Where the database and the queue of this installation are: no fetch ever leads there, whatever else is allowed.</summary>
internal sealed class StoreEndpoints(IReadOnlyList<DnsEndPoint> endpoints, NameLookup names, OwnAddresses own, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (IReadOnlyList<IPAddress> Addresses, long At)> _known = new();

    /// <summary>Whether a name or an address, and its port, are one of them.</summary>
    public async Task<bool> IncludesAsync(DnsEndPoint target, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        foreach (var store in endpoints.Where(store => store.Port == target.Port))
        {
            if (KnownNames.Plain(store.Host) == KnownNames.Plain(target.Host))
                return true;
            var places = await AddressesOfAsync(store.Host, cancellationToken);
            // Whoever listens at one address of this machine may listen at all of them.
            var isHere = places.Any(IsThisMachine);
            if (addresses.SelectMany(Meant).Any(one => places.Contains(one) || (isHere && IsThisMachine(one))))
                return true;
        }

        return false;
    }

    private static IEnumerable<IPAddress> Meant(IPAddress address) => EmbeddedAddresses.In(address).Append(AddressKinds.Bare(address));

    private bool IsThisMachine(IPAddress address) => AddressKinds.Of(address) is AddressKind.ThisMachine || own.Contains(address);

    private async Task<IReadOnlyList<IPAddress>> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(host, out var known) && clock.GetElapsedTime(known.At) < Age)
            return known.Addresses;
        try
        {
            IReadOnlyList<IPAddress> addresses = [.. (await names.FindAsync(host, cancellationToken)).Select(AddressKinds.Bare)];
            _known[host] = (addresses, clock.GetTimestamp());
            return addresses;
        }
        catch (NameUnresolvedException)
        {
            // What it was last is the best that is known.
            return known.Addresses ?? [];
        }
    }
}
