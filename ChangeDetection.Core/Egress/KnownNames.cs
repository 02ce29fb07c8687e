namespace ChangeDetection.Core.Egress;

/// <summary>Names that mean a place which is not public, whatever a name server says of them.</summary>
public static class KnownNames
{
    // RFC 6761 gives away localhost; the others stand in the hosts files of distributions.
    private static readonly string[] ThisMachine = ["localhost", "localhost.localdomain", "localhost4", "localhost6", "localhost6.localdomain6", "ip6-localhost", "ip6-loopback"];

    private static readonly string[] Metadata =
    [
        "metadata", "metadata.internal", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal",
        "metadata.azure.internal", "metadata.tencentyun.com", "metadata.packet.net", "metadata.platformequinix.com",
    ];

    /// <summary>What a name means without being looked up; null when it has to be.</summary>
    public static AddressKind? KindOf(string host)
    {
        var name = Plain(host);
        if (ThisMachine.Contains(name) || name.EndsWith(".localhost", StringComparison.Ordinal))
            return AddressKind.ThisMachine;
        return Metadata.Contains(name) ? AddressKind.Metadata : null;
    }

    /// <summary>Whether a name is one of the Tor network, which no name server is to be asked for (RFC 7686).</summary>
    public static bool IsOnion(string host) => Plain(host).EndsWith(".onion", StringComparison.Ordinal);

    /// <summary>A host in small letters, without the dot that may end a name and without the brackets of an IPv6 address.</summary>
    public static string Plain(string host) => host.TrimEnd('.').TrimStart('[').TrimEnd(']').ToLowerInvariant();
}
