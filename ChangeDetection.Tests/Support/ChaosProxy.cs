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
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _lines = [];
    private readonly int _target;
    private readonly int _seed;
    private Task _serving = Task.CompletedTask;
    private volatile bool _isCut;
    private volatile TaskCompletionSource? _stall;
    private int _count;

    private ChaosProxy(int target, int seed) => (_target, _seed) = (target, seed);

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Whether messages are lost, doubled and shuffled now.</summary>
    public bool IsShuffling { get; set; }

    public static ChaosProxy To(Uri server, int seed)
    {
        var proxy = new ChaosProxy(server.Port, seed);
        proxy._listener.Start();
        proxy._serving = proxy.ServeAsync(proxy._stop.Token);
        return proxy;
    }

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
        await _stop.CancelAsync();
        Heal();
        Cut();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(cancellationToken), cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(talks);
    }

    private async Task TalkAsync(TcpClient page, CancellationToken cancellationToken)
    {
        using var server = new TcpClient();
        _lines[page] = true;
        try
        {
            if (_isCut)
                return;
            await server.ConnectAsync(IPAddress.Loopback, _target, cancellationToken);
            _lines[server] = true;
            var shuffler = new FrameShuffler(new Random(_seed + Interlocked.Increment(ref _count)));
            var up = CopyAsync(page, server, null, cancellationToken);
            var down = CopyAsync(server, page, shuffler, cancellationToken);
            await Task.WhenAny(up, down);
            page.Close();
            server.Close();
            await Task.WhenAll(up, down);
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // A broken line, which is what we are for.
        }
        finally
        {
            _lines.TryRemove(page, out _);
            _lines.TryRemove(server, out _);
            page.Dispose();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, FrameShuffler? shuffler, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.GetStream().ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                if (_stall is { } stall)
                    await stall.Task.WaitAsync(cancellationToken);
                foreach (var piece in shuffler?.Pass(buffer.AsMemory(0, count), IsShuffling) ?? [buffer.AsMemory(0, count)])
                    await to.GetStream().WriteAsync(piece, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The line is broken.
        }
    }
}
