namespace ChangeDetection.Infrastructure.Egress;

/// <summary>What a target is connected to as.</summary>
/// <param name="IsProxy">Whether it is a proxy on the way.</param>
/// <param name="IsTrusted">Whether the operator named it: then it may be private.</param>
internal readonly record struct EgressRole(bool IsProxy, bool IsTrusted);
