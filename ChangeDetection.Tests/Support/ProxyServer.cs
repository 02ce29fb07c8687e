using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChangeDetection.Tests.Support;

/// <summary>A proxy on loopback that speaks HTTP, CONNECT, SOCKS 4a and SOCKS 5 and brings everybody to one site, whatever they ask for; it remembers who asked for what.</summary>
/// <param name="target">Where everybody is brought.</param>
/// <param name="credentials">What must be said to be served, as <c>user:password</c>; null to serve everybody.</param>
internal sealed class ProxyServer(Uri target, string? credentials = null) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _requests = [];

    private VisitedServer _server = null!;

    /// <summary>The protocol and the place asked for, in order.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Says no to everybody by this status of an HTTP proxy.</summary>
    public int? Refusal { get; init; }

    public static ProxyServer To(string url, string? credentials = null, int? refusal = null)
    {
        var proxy = new ProxyServer(new Uri(url), credentials) { Refusal = refusal };
        proxy._server = new VisitedServer(proxy.TalkAsync);
        return proxy;
    }

    public string Url(string scheme, string? user = null) => $"{scheme}://{(user is null ? "" : user + "@")}127.0.0.1:{_server.Port}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TalkAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var first = (await ReadAsync(stream, 1, cancellationToken))[0];
        await (first switch
        {
            5 => Socks5Async(stream, cancellationToken),
            4 => Socks4Async(stream, cancellationToken),
            _ => HttpAsync(stream, (char)first, cancellationToken),
        });
    }

    private async Task HttpAsync(NetworkStream stream, char first, CancellationToken cancellationToken)
    {
        var head = first + await ReadUntilAsync(stream, "\r\n\r\n", cancellationToken);
        var words = head.Split("\r\n")[0].Split(' ');
        _requests.Enqueue($"{words[0]} {words[1]}");
        var isKnown = credentials is null || head.Contains($"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}", StringComparison.OrdinalIgnoreCase);
        if (!isKnown || Refusal is not null)
        {
            await WriteAsync(stream, $"HTTP/1.1 {Refusal ?? 407} No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno", cancellationToken);
            return;
        }

        var site = await ConnectAsync(cancellationToken);
        if (words[0] == "CONNECT")
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\n\r\n", cancellationToken);
        else
            await WriteAsync(site.GetStream(), $"{words[0]} {new Uri(words[1]).PathAndQuery} HTTP/1.1\r\nHost: site\r\nConnection: close\r\n\r\n", cancellationToken);
        await PassOnAsync(stream, site, cancellationToken);
    }

    private async Task Socks5Async(NetworkStream stream, CancellationToken cancellationToken)
    {
        var methods = await ReadAsync(stream, (await ReadAsync(stream, 1, cancellationToken))[0], cancellationToken);
        if (credentials is not null && !await IsKnownAsync(stream, methods, cancellationToken))
            return;
        if (credentials is null)
            await stream.WriteAsync(new byte[] { 5, 0 }, cancellationToken);
        var kind = (await ReadAsync(stream, 4, cancellationToken))[3];
        var host = kind == 3 ? Encoding.ASCII.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1, cancellationToken))[0], cancellationToken))
            : new IPAddress(await ReadAsync(stream, kind == 1 ? 4 : 16, cancellationToken)).ToString();
        var port = await ReadAsync(stream, 2, cancellationToken);
        _requests.Enqueue($"SOCKS5 {host}:{port[0] * 256 + port[1]}");
        await stream.WriteAsync(new byte[] { 5, (byte)(Refusal is null ? 0 : 5), 0, 1, 0, 0, 0, 0, 0, 0 }, cancellationToken);
        if (Refusal is null)
            await PassOnAsync(stream, await ConnectAsync(cancellationToken), cancellationToken);
    }

    private async Task<bool> IsKnownAsync(NetworkStream stream, byte[] methods, CancellationToken cancellationToken)
    {
        if (!methods.Contains((byte)2))
        {
            await stream.WriteAsync(new byte[] { 5, 255 }, cancellationToken);
            return false;
        }

        await stream.WriteAsync(new byte[] { 5, 2 }, cancellationToken);
        var user = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 2, cancellationToken))[1], cancellationToken));
        var password = Encoding.UTF8.GetString(await ReadAsync(stream, (await ReadAsync(stream, 1, cancellationToken))[0], cancellationToken));
        var isKnown = $"{user}:{password}" == credentials;
        await stream.WriteAsync(new byte[] { 1, (byte)(isKnown ? 0 : 1) }, cancellationToken);
        return isKnown;
    }

    private async Task Socks4Async(NetworkStream stream, CancellationToken cancellationToken)
    {
        var start = await ReadAsync(stream, 7, cancellationToken);
        await ReadUntilAsync(stream, "\0", cancellationToken);
        var host = start[3] == 0 && start[4] == 0 && start[5] == 0 ? (await ReadUntilAsync(stream, "\0", cancellationToken)).TrimEnd('\0') : new IPAddress(start[3..7]).ToString();
        _requests.Enqueue($"SOCKS4 {host}:{start[1] * 256 + start[2]}");
        await stream.WriteAsync(new byte[] { 0, 90, 0, 0, 0, 0, 0, 0 }, cancellationToken);
        await PassOnAsync(stream, await ConnectAsync(cancellationToken), cancellationToken);
    }

    private async Task<TcpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        var site = new TcpClient();
        await site.ConnectAsync(IPAddress.Loopback, target.Port, cancellationToken);
        return site;
    }

    private static async Task PassOnAsync(NetworkStream client, TcpClient site, CancellationToken cancellationToken)
    {
        using (site)
            await Task.WhenAny(client.CopyToAsync(site.GetStream(), cancellationToken), site.GetStream().CopyToAsync(client, cancellationToken));
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static async Task<string> ReadUntilAsync(NetworkStream stream, string end, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
            text.Append((char)(await ReadAsync(stream, 1, cancellationToken))[0]);
        return text.ToString();
    }

    private static Task WriteAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken).AsTask();
}
