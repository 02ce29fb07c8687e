using System.Net;
using ChangeDetection.Core.Egress;
using ChangeDetection.Infrastructure.Egress;

namespace ChangeDetection.Tests.Support;

/// <summary>The way out with the rules, names and addresses that a test gives it.</summary>
internal static class AnEgress
{
    /// <summary>One that private addresses are open to, as the sites of tests are.</summary>
    public static EgressHttp Open(ScriptedNames? names = null) => new(Gate(new EgressRules { AllowsRestricted = true }, names ?? new ScriptedNames()));

    /// <summary>A gate.</summary>
    /// <param name="rules">What is open.</param>
    /// <param name="names">What names lead to.</param>
    /// <param name="clock">The time; the system's when null.</param>
    /// <param name="own">The addresses of the machine's interfaces.</param>
    /// <param name="stores">Where database and queue are.</param>
    public static EgressGate Gate(EgressRules rules, ScriptedNames names, TimeProvider? clock = null, IReadOnlyList<IPAddress>? own = null, IReadOnlyList<DnsEndPoint>? stores = null)
    {
        var time = clock ?? TimeProvider.System;
        var (lookup, addresses) = (new NameLookup(names, time), new OwnAddresses(() => own ?? [], time));
        return new EgressGate(rules, lookup, addresses, new StoreEndpoints(stores ?? [], lookup, addresses, time), time);
    }
}
