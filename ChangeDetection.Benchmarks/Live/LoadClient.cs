using System.Buffers.Text;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using ChangeDetection.Benchmarks.Processes;

namespace ChangeDetection.Benchmarks.Live;

/// <summary>A page's live connection without the page: it reads the numbers of updates and of their rows and throws the rest away, so that a thousand of them fit beside what is measured.</summary>
internal sealed class LoadClient(CommitTimes commits, bool isDeaf) : IDisposable
{
    private const byte End = 0x1e;
    private static readonly byte[] FromName = "\"from\":"u8.ToArray();
    private static readonly byte[] ToName = "\"to\":"u8.ToArray();
    private static readonly byte[] WholeName = "\"isWhole\":true"u8.ToArray();
    private static readonly byte[] RevisionName = "\"revision\":"u8.ToArray();

    private readonly ClientWebSocket _socket = new();
    private readonly List<double> _delays = [];
    private byte[] _message = new byte[4096];
    private int _length;

    /// <summary>From the commit of each row as it arrived to its arrival, in milliseconds. Counts are not among them: they do not tell which commit moved them.</summary>
    public IReadOnlyList<double> Delays => _delays;

    public long Bytes { get; private set; }

    /// <summary>The number of the last change told.</summary>
    public long LastNumber { get; private set; }

    public bool IsBroken { get; private set; }

    public async Task ConnectAsync(Uri address, string list, int first, CancellationToken cancellationToken)
    {
        var live = new UriBuilder(address) { Scheme = "ws", Path = "/live" }.Uri;
        _socket.Options.SetRequestHeader("x-api-key", ProductProcess.Key);
        await _socket.ConnectAsync(live, cancellationToken);
        await SendAsync("""{"protocol":"json","version":1}""", cancellationToken);
        await SendAsync($$"""{"type":1,"target":"Follow","arguments":[{"view":1,"first":{{first}},"count":60,"list":{{list}}}]}""", cancellationToken);
        if (!isDeaf)
            _ = ReadAsync(cancellationToken);
        _ = PingAsync(cancellationToken);
    }

    /// <summary>Begins to measure.</summary>
    public void Forget()
    {
        _delays.Clear();
        Bytes = 0;
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(string text, CancellationToken cancellationToken) =>
        await _socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(text), End], WebSocketMessageType.Text, true, cancellationToken);

    // Also one that never reads says that it lives; else the server would end it for silence.
    private async Task PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, cancellationToken);
                await SendAsync("""{"type":6}""", cancellationToken);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The connection is over.
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (result.MessageType == WebSocketMessageType.Close)
                    break;
                Take(buffer.AsSpan(0, result.Count));
            }

            IsBroken = true;
        }
        catch (Exception failure) when (failure is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            IsBroken = failure is WebSocketException;
        }
    }

    private void Take(ReadOnlySpan<byte> received)
    {
        Bytes += received.Length;
        while (received.Length > 0)
        {
            var end = received.IndexOf(End);
            var part = end < 0 ? received : received[..end];
            if (_length + part.Length > _message.Length)
                Array.Resize(ref _message, (_length + part.Length) * 2);
            part.CopyTo(_message.AsSpan(_length));
            _length += part.Length;
            if (end < 0)
                return;
            Note(_message.AsSpan(0, _length));
            _length = 0;
            received = received[(end + 1)..];
        }
    }

    private void Note(ReadOnlySpan<byte> message)
    {
        var now = Stopwatch.GetTimestamp();
        if (Number(message, FromName) is not { } from || Number(message, ToName) is not { } to)
            return;
        LastNumber = Math.Max(LastNumber, to);
        // What was there before the client came is no news.
        if (message.IndexOf(WholeName) >= 0)
            return;
        for (var at = message.IndexOf(RevisionName); at >= 0; at = message.IndexOf(RevisionName))
        {
            message = message[(at + RevisionName.Length)..];
            // One that only came into sight did not change.
            if (Utf8Parser.TryParse(message, out long revision, out _) && revision > from && commits.Since(revision, now) is { } delay)
                _delays.Add(delay);
        }
    }

    private static long? Number(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        var at = message.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(message[(at + name.Length)..], out long number, out _) ? number : null;
    }
}
