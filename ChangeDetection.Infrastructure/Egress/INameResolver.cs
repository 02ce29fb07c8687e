using System.Net;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Finds the addresses of names.</summary>
public interface INameResolver
{
    /// <summary>All addresses of a name in the order to try them; none when it has none. A name server that cannot be asked at the moment throws a <see cref="System.Net.Sockets.SocketException"/>.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
