using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Tests.Support;

/// <summary>Ports that are free at the moment of asking.</summary>
internal static class Ports
{
    // The system gives higher ports to clients.
    private const int FirstForServers = 20_000, FirstForClients = 32_000;

    /// <summary>A port for a server that goes and comes back: a client that knocks in vain is never given this port itself, and so never takes it away.</summary>
    public static int FreeForServer()
    {
        var dice = new Random();
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, dice.Next(FirstForServers, FirstForClients));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken; another one will be free.
            }
        }
    }

    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
