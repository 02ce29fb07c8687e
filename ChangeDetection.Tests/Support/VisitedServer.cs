using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Tests.Support;

/// <summary>A listener on a free port of loopback that serves all visitors at once, each in the given way, and then hangs up.</summary>
internal sealed class VisitedServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly List<Task> _visits = [];
    private readonly Task _accepting;

    public VisitedServer(Func<NetworkStream, CancellationToken, Task> serve)
        : this(serve, new TcpListener(IPAddress.Loopback, 0))
    {
    }

    private VisitedServer(Func<NetworkStream, CancellationToken, Task> serve, TcpListener listener)
    {
        (_serve, _listener) = (serve, listener);
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
    }

    /// <summary>One that listens at every address of this machine, of IPv4 and of IPv6.</summary>
    public static VisitedServer Everywhere(Func<NetworkStream, CancellationToken, Task> serve)
    {
        var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        return new VisitedServer(serve, listener);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        await Task.WhenAll(_visits);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
                _visits.Add(ServeAsync(await _listener.AcceptTcpClientAsync(cancellationToken), cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient visitor, CancellationToken cancellationToken)
    {
        using (visitor)
        {
            try
            {
                await _serve(visitor.GetStream(), cancellationToken);
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // The visitor had enough, or the test is over.
            }
        }
    }
}
