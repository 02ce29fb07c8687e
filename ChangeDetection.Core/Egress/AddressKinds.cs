using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Core.Egress;

/// <summary>Judges what addresses are for, also by what stands within them.</summary>
public static class AddressKinds
{
    /// <summary>Whether clouds may give out credentials there: link-local addresses and metadata have a setting of their own.</summary>
    public static bool IsOfTheLink(this AddressKind kind) => kind is AddressKind.LinkLocal or AddressKind.Metadata;

    /// <summary>The kind of an address. One of IPv6 is <see cref="AddressKind.Public"/> only if every IPv4 address within it is; a scope counts for nothing.</summary>
    public static AddressKind Of(IPAddress address)
    {
        var bare = Bare(address);
        if (bare.AddressFamily is AddressFamily.InterNetwork)
            return AddressRanges.Of(bare)?.Kind ?? AddressKind.Public;
        AddressKind[] kinds = [.. EmbeddedAddresses.In(bare).Select(Of), AddressRanges.Of(bare)?.Kind ?? AddressKind.Reserved];
        var worst = kinds.Where(kind => kind.IsOfTheLink()).Concat(kinds.Where(kind => kind is not AddressKind.Public));
        return worst.FirstOrDefault(AddressKind.Public);
    }

    /// <summary>An address without a scope, and one of IPv4 in its own form: so two that lead to the same place are equal.</summary>
    public static IPAddress Bare(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
    }
}
