using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Core.Egress;

/// <summary>IPv4 addresses that stand within IPv6 addresses: whoever is asked for the one is asked for the other.</summary>
public static class EmbeddedAddresses
{
    // Interface identifiers of ISATAP (RFC 5214), without and with the bit for "assigned globally".
    private static readonly byte[][] IsatapMarks = [[0, 0, 0x5E, 0xFE], [2, 0, 0x5E, 0xFE]];

    // Where RFC 6052 puts the address within a prefix; the eighth byte is always left out.
    private static readonly int[][] TranslatedPlaces = [[6, 7, 9, 10], [7, 9, 10, 11], [9, 10, 11, 12]];

    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork TranslatedInSite = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork TranslatedBefore = IPNetwork.Parse("::ffff:0:0:0/96");

    /// <summary>The IPv4 addresses within an address, none for one of IPv4. The two lowest, :: and ::1, have none.</summary>
    public static IReadOnlyList<IPAddress> In(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return [];
        var bytes = address.GetAddressBytes();
        var found = new List<IPAddress>();
        if (address.IsIPv4MappedToIPv6 || Translated.Contains(address) || TranslatedBefore.Contains(address) || (Compatible.Contains(address) && bytes.AsSpan(12).ContainsAnyExcept<byte>(0) && !IPAddress.IPv6Loopback.Equals(address)))
            found.Add(At(bytes, 12, 13, 14, 15));
        if (SixToFour.Contains(address))
            found.Add(At(bytes, 2, 3, 4, 5));
        if (Teredo.Contains(address))
            found.AddRange([At(bytes, 4, 5, 6, 7), new IPAddress(bytes.AsSpan(12).ToArray().Select(one => (byte)~one).ToArray())]);
        if (TranslatedInSite.Contains(address))
            found.AddRange([At(bytes, 12, 13, 14, 15), .. TranslatedPlaces.Select(places => At(bytes, places))]);
        if (IsatapMarks.Any(mark => bytes.AsSpan(8, 4).SequenceEqual(mark)))
            found.Add(At(bytes, 12, 13, 14, 15));
        return found;
    }

    private static IPAddress At(byte[] bytes, params int[] places) => new([.. places.Select(place => bytes[place])]);
}
