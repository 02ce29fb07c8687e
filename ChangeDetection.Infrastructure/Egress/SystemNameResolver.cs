using System.Net;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Asks the system, which knows its hosts file and its name servers.</summary>
internal sealed class SystemNameResolver : INameResolver
{
#pragma warning disable RS0030 // The one place where names are looked up; what it finds is judged by the gate.
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => await Dns.GetHostAddressesAsync(host, cancellationToken);
#pragma warning restore RS0030
}
