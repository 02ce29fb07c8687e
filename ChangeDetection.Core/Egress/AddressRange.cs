using System.Net;

namespace ChangeDetection.Core.Egress;

/// <summary>Addresses with a purpose of their own.</summary>
/// <param name="Network">The addresses.</param>
/// <param name="Kind">What they are for.</param>
/// <param name="Name">What the registry calls them.</param>
public sealed record AddressRange(IPNetwork Network, AddressKind Kind, string Name);
