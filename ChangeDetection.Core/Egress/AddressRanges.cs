using System.Net;

namespace ChangeDetection.Core.Egress;

/// <summary>
/// The special ranges: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its followers), the registry of multicast, what IPv6
/// leaves unassigned outside of 2000::/3, and the addresses at which clouds tell their machines about themselves. The narrowest range counts.
/// </summary>
public static class AddressRanges
{
    /// <summary>All of them, the narrowest first.</summary>
    public static IReadOnlyList<AddressRange> All { get; } =
    [
        .. new[]
        {
            Range("0.0.0.0/8", AddressKind.ThisMachine, "This network"),
            Range("10.0.0.0/8", AddressKind.Private, "Private use"),
            Range("100.64.0.0/10", AddressKind.CarrierNat, "Shared address space"),
            Range("100.100.100.200/32", AddressKind.Metadata, "Metadata of a cloud"),
            Range("127.0.0.0/8", AddressKind.ThisMachine, "Loopback"),
            Range("168.63.129.16/32", AddressKind.Metadata, "Metadata of a cloud"),
            Range("169.254.0.0/16", AddressKind.LinkLocal, "Link local"),
            Range("172.16.0.0/12", AddressKind.Private, "Private use"),
            // The anycast addresses for port control and TURN, 192.0.0.9 and .10, are global by the registry, but lead to the nearest gateway: never out of the house.
            Range("192.0.0.0/24", AddressKind.Reserved, "IETF protocol assignments"),
            Range("192.0.0.192/32", AddressKind.Metadata, "Metadata of a cloud"),
            Range("192.0.2.0/24", AddressKind.Documentation, "Documentation (TEST-NET-1)"),
            Range("192.88.99.0/24", AddressKind.Reserved, "6to4 relay anycast, given up"),
            Range("192.168.0.0/16", AddressKind.Private, "Private use"),
            Range("198.18.0.0/15", AddressKind.Benchmarking, "Benchmarking"),
            Range("198.51.100.0/24", AddressKind.Documentation, "Documentation (TEST-NET-2)"),
            Range("203.0.113.0/24", AddressKind.Documentation, "Documentation (TEST-NET-3)"),
            Range("224.0.0.0/4", AddressKind.Multicast, "Multicast"),
            Range("240.0.0.0/4", AddressKind.Reserved, "Reserved"),
            Range("255.255.255.255/32", AddressKind.Reserved, "Limited broadcast"),

            Range("::/0", AddressKind.Reserved, "Unassigned"),
            Range("2000::/3", AddressKind.Public, "Global unicast"),
            Range("::/128", AddressKind.ThisMachine, "Unspecified"),
            Range("::1/128", AddressKind.ThisMachine, "Loopback"),
            // Public as far as the IPv4 address within is, which is judged as well.
            Range("64:ff9b::/96", AddressKind.Public, "IPv4-IPv6 translation"),
            Range("64:ff9b:1::/48", AddressKind.Private, "IPv4-IPv6 translation of a site"),
            Range("100::/64", AddressKind.Reserved, "Discard only"),
            Range("100:0:0:1::/64", AddressKind.Reserved, "Dummy prefix"),
            Range("2001::/23", AddressKind.Reserved, "IETF protocol assignments"),
            Range("2001::/32", AddressKind.Public, "Teredo"),
            Range("2001:2::/48", AddressKind.Benchmarking, "Benchmarking"),
            Range("2001:3::/32", AddressKind.Public, "AMT"),
            Range("2001:4:112::/48", AddressKind.Public, "AS112-v6"),
            Range("2001:20::/28", AddressKind.Public, "ORCHIDv2"),
            Range("2001:30::/28", AddressKind.Public, "Drone remote ID"),
            Range("2001:db8::/32", AddressKind.Documentation, "Documentation"),
            Range("2002::/16", AddressKind.Public, "6to4"),
            Range("3fff::/20", AddressKind.Documentation, "Documentation"),
            Range("5f00::/16", AddressKind.Reserved, "Segment routing"),
            Range("fc00::/7", AddressKind.Private, "Unique local"),
            Range("fd00:ec2::/32", AddressKind.Metadata, "Metadata of a cloud"),
            Range("fd00:c1::a9fe:a9fe/128", AddressKind.Metadata, "Metadata of a cloud"),
            Range("fd20:ce::254/128", AddressKind.Metadata, "Metadata of a cloud"),
            Range("fe80::/10", AddressKind.LinkLocal, "Link local"),
            Range("fec0::/10", AddressKind.Private, "Site local, given up"),
            Range("ff00::/8", AddressKind.Multicast, "Multicast"),
        }.OrderByDescending(range => range.Network.PrefixLength),
    ];

    /// <summary>The narrowest range an address is in; null when it is in none.</summary>
    public static AddressRange? Of(IPAddress address) => All.FirstOrDefault(range => range.Network.Contains(address));

    private static AddressRange Range(string network, AddressKind kind, string name) => new(IPNetwork.Parse(network), kind, name);
}
