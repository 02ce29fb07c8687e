using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Tests.Support;

/// <summary>
/// A bad line between a page and its server: it can be cut, stall with connections half open, or lose, double and shuffle the server's messages.
/// Faults of messages begin after the switch to WebSockets; everything else passes unchanged.
/// </summary>
internal sealed class ChaosProxy : IAsyncDisposable
{
    private readonly VisitedServer _server;
    private readonly ConcurrentDictionary<NetworkStream, bool> _lines = [];
    private readonly int _target;
    private readonly int _seed;
    private volatile bool _isCut;
    private volatile TaskCompletionSource? _stall;
    private int _count;

    private ChaosProxy(int target, int seed)
    {
        (_target, _seed) = (target, seed);
        _server = new VisitedServer(CarryAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{_server.Port}/");

    /// <summary>Whether messages are lost, doubled and shuffled now.</summary>
    public bool IsShuffling { get; set; }

    public static ChaosProxy To(Uri server, int seed) => new(server.Port, seed);

    /// <summary>Breaks all connections and lets nobody through.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var line in _lines.Keys)
            line.Close();
    }

    /// <summary>Keeps connections open and lets no byte through; what was sent meanwhile is lost with the line when it ends by <see cref="Cut"/>, else delivered late.</summary>
    public void Stall() => _stall = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything passes again.</summary>
    public void Heal()
    {
        (_isCut, IsShuffling) = (false, false);
        var stall = _stall;
        _stall = null;
        stall?.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Heal();
        Cut();
        await _server.DisposeAsync();
    }

    private async Task CarryAsync(NetworkStream page, CancellationToken cancellationToken)
    {
        if (_isCut)
            return;
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _target, cancellationToken);
        var server = connection.GetStream();
        (_lines[page], _lines[server]) = (true, true);
        var shuffler = new FrameShuffler(new Random(_seed + Interlocked.Increment(ref _count)));
        var copies = new[] { CopyAsync(page, server, null, cancellationToken), CopyAsync(server, page, shuffler, cancellationToken) };
        await Task.WhenAny(copies);
        page.Close();
        server.Close();
        await Task.WhenAll(copies);
        _lines.TryRemove(page, out _);
        _lines.TryRemove(server, out _);
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, FrameShuffler? shuffler, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                if (_stall is { } stall)
                    await stall.Task.WaitAsync(cancellationToken);
                foreach (var piece in shuffler?.Pass(buffer.AsMemory(0, count), IsShuffling) ?? [buffer.AsMemory(0, count)])
                    await to.WriteAsync(piece, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The line is broken.
        }
    }
}
