namespace ChangeDetection.Core.Egress;

/// <summary>What people read when a connection is refused. The address that a name leads to is never told: it would draw a map of the network.</summary>
public static class EgressTexts
{
    /// <summary>Before the name of the switch that opens private addresses; scripts of changedetection.io's users match on it (peer behaviour, section 3.9).</summary>
    public const string SetRestricted = "Set ALLOW_IANA_RESTRICTED_ADDRESSES=true to allow";

    /// <summary>Why a host may not be fetched, and which setting lets it be.</summary>
    /// <param name="host">What was asked for.</param>
    /// <param name="kind">What it turned out to be.</param>
    public static string Refusal(string host, AddressKind kind) => $"Fetch blocked: {host} is {Words(kind)}. {Remedy(KnownNames.Plain(host), kind)}";

    /// <summary>A kind in plain words.</summary>
    public static string Words(AddressKind kind) => kind switch
    {
        AddressKind.ThisMachine => "this machine itself",
        AddressKind.Private => "in a private network",
        AddressKind.CarrierNat => "in the shared network of a provider",
        AddressKind.LinkLocal => "a link-local address, where clouds give out credentials",
        AddressKind.Metadata => "where a cloud gives out its machines' credentials",
        AddressKind.Multicast => "a multicast address",
        AddressKind.Documentation => "an address for examples only",
        AddressKind.Benchmarking => "an address for measuring networks",
        AddressKind.OwnStore => "the database or the queue of this installation",
        AddressKind.Public => "a public address",
        _ => "a reserved address",
    };

    /// <summary>Which setting opens a host of a kind.</summary>
    public static string Remedy(string host, AddressKind kind) => kind switch
    {
        AddressKind.OwnStore => "No setting opens it.",
        _ when kind.IsOfTheLink() => "Set ALLOW_LINK_LOCAL_ADDRESSES=true to allow link-local addresses if everybody who adds watches may read them.",
        _ => $"{SetRestricted} private addresses, or EGRESS_ALLOW={host} for this host alone.",
    };
}
