using ChangeDetection.Core.Egress;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>A connection was not made because nobody may make it. Asking again changes nothing.</summary>
/// <param name="host">What was asked for.</param>
/// <param name="kind">What it is.</param>
public sealed class EgressRefusedException(string host, AddressKind kind) : Exception(EgressTexts.Refusal(host, kind))
{
    /// <summary>What was asked for, as it was asked for.</summary>
    public string Host => host;

    /// <summary>What it is.</summary>
    public AddressKind Kind => kind;

    /// <summary>Whether it is a proxy on the way.</summary>
    public bool IsProxy { get; init; }
}
