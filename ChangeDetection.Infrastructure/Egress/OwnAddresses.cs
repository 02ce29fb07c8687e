using System.Net;
using System.Net.NetworkInformation;
using ChangeDetection.Core.Egress;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>The addresses of this machine's interfaces. They change rarely, so they are read once a minute at most.</summary>
/// <param name="read">Reads them.</param>
/// <param name="clock">By which the minute is counted.</param>
internal sealed class OwnAddresses(Func<IEnumerable<IPAddress>> read, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private Reading? _last;

    /// <summary>Those of the interfaces that are there now.</summary>
    public static IEnumerable<IPAddress> OfInterfaces() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address);

    /// <summary>Whether an interface has the address.</summary>
    public bool Contains(IPAddress address)
    {
        var last = _last;
        if (last is null || clock.GetElapsedTime(last.At) > Age)
            _last = last = new Reading(read().Select(AddressKinds.Bare).ToHashSet(), clock.GetTimestamp());
        return last.Addresses.Contains(AddressKinds.Bare(address));
    }

    private sealed record Reading(HashSet<IPAddress> Addresses, long At);
}
