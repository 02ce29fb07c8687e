namespace ChangeDetection.Core.Egress;

/// <summary>What an IP address is for; only what is <see cref="Public"/> may be fetched by anybody. The names stand in metrics.</summary>
public enum AddressKind
{
    /// <summary>Global unicast: a place in the internet.</summary>
    Public,

    /// <summary>This machine itself: loopback, the unspecified address, or an address of its own interfaces.</summary>
    ThisMachine,

    /// <summary>A private network (RFC 1918, RFC 4193).</summary>
    Private,

    /// <summary>The network between a provider and its customers (RFC 6598).</summary>
    CarrierNat,

    /// <summary>The link this machine is at; clouds give out credentials there.</summary>
    LinkLocal,

    /// <summary>A place where a cloud tells a machine about itself, credentials included, that is not link-local.</summary>
    Metadata,

    /// <summary>A group of machines.</summary>
    Multicast,

    /// <summary>Set aside for examples in documents.</summary>
    Documentation,

    /// <summary>Set aside for measuring networks.</summary>
    Benchmarking,

    /// <summary>Reserved, unassigned or given up.</summary>
    Reserved,

    /// <summary>The database or the queue of this installation; no setting opens them.</summary>
    OwnStore,
}
