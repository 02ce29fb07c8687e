using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using ChangeDetection.Tests.Support;

namespace ChangeDetection.Tests.Faults;

/// <summary>A server on a port of its own that wastes its visitors' time in one of several ways.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private static readonly byte[] OneHeader = Encoding.ASCII.GetBytes($"X-Filler: {new string('x', 1000)}\r\n");
    private static readonly byte[] Bomb = MakeBomb();

    private readonly VisitedServer _server;

    private HostileServer(Func<NetworkStream, CancellationToken, Task> behaviour) =>
        _server = new VisitedServer(async (stream, cancel) =>
        {
            var request = new byte[16 * 1024];
            if (await stream.ReadAsync(request, cancel) > 0)
                await behaviour(stream, cancel);
        });

    public string Url => $"http://127.0.0.1:{_server.Port}/";

    public static HostileServer ThatNeverAnswers() => new((_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel));

    public static HostileServer ThatSendsAByteASecond() => new(async (stream, cancel) =>
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"u8.ToArray(), cancel);
        while (true)
        {
            await stream.WriteAsync("x"u8.ToArray(), cancel);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancel);
        }
    });

    public static HostileServer ThatNeverEndsItsHeaders() => new(async (stream, cancel) =>
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), cancel);
        while (true)
            await stream.WriteAsync(OneHeader, cancel);
    });

    public static HostileServer ThatRedirectsForEver() => new(async (stream, cancel) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: /{Guid.NewGuid()}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), cancel));

    /// <summary>A small answer that becomes a very large one when it is unpacked.</summary>
    public static HostileServer ThatSendsABomb() => new(async (stream, cancel) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {Bomb.Length}\r\nConnection: close\r\n\r\n"), cancel);
        await stream.WriteAsync(Bomb, cancel);
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static byte[] MakeBomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var megabyte = new byte[1024 * 1024];
            for (var count = 0; count < 64; count++)
                gzip.Write(megabyte);
        }

        return packed.ToArray();
    }
}
