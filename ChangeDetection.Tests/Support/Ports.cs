using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Tests.Support;

/// <summary>Ports that are free at the moment of asking.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
