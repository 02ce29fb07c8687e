using System.Net;

namespace ChangeDetection.Core.Egress;

/// <summary>Where this installation may connect to. Without settings: to public addresses alone.</summary>
public sealed record EgressRules
{
    /// <summary>Whether everything is open but what is link-local and the metadata of clouds.</summary>
    public bool AllowsRestricted { get; init; }

    /// <summary>Whether link-local addresses and the metadata of clouds are open.</summary>
    public bool AllowsLinkLocal { get; init; }

    /// <summary>What is open besides.</summary>
    public AllowedTargets Allowed { get; init; } = AllowedTargets.None;

    /// <summary>Why a name may not even be looked up; null when it may.</summary>
    public AddressKind? RefusalOf(string host) =>
        KnownNames.KindOf(host) is { } kind && !Opens(host, null, kind) ? kind : null;

    /// <summary>Why an address may not be connected to; null when it may.</summary>
    /// <param name="host">What was asked for.</param>
    /// <param name="address">Where it leads.</param>
    /// <param name="isOwn">Whether an interface of this machine has the address.</param>
    public AddressKind? RefusalOf(string host, IPAddress address, bool isOwn)
    {
        var kind = AddressKinds.Of(address);
        if (kind is AddressKind.Public && isOwn)
            kind = AddressKind.ThisMachine;
        return kind is AddressKind.Public || Opens(host, address, kind) ? null : kind;
    }

    private bool Opens(string host, IPAddress? address, AddressKind kind) =>
        (kind.IsOfTheLink() ? AllowsLinkLocal : AllowsRestricted) || Allowed.Opens(host, address, kind);
}
