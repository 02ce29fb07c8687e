using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Tests.Support;

/// <summary>A way to a PostgreSQL server on which the answer to a commit gets lost when the test says so.</summary>
internal sealed class ForgetfulLine : IAsyncDisposable
{
    private readonly VisitedServer _server;
    private readonly int _target;
    private int _losesNext;

    public ForgetfulLine(int target)
    {
        _target = target;
        _server = new VisitedServer(CarryAsync);
    }

    public int Port => _server.Port;

    /// <summary>Whether the loss that was asked for is still to come.</summary>
    public bool LosesNext => Volatile.Read(ref _losesNext) == 1;

    /// <summary>The next commit is carried out, and then the line breaks.</summary>
    public void LoseNextAnswerToACommit() => Volatile.Write(ref _losesNext, 1);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task CarryAsync(NetworkStream client, CancellationToken cancellationToken)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _target, cancellationToken);
        var server = connection.GetStream();
        var call = new Call();
        await Task.WhenAny(AskAsync(client, server, call, cancellationToken), AnswerAsync(server, client, call, cancellationToken));
    }

    private async Task AskAsync(NetworkStream client, NetworkStream server, Call call, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            if (buffer.AsSpan(0, length).IndexOf("COMMIT\0"u8) >= 0 && Interlocked.Exchange(ref _losesNext, 0) == 1)
                call.IsLost = true;
            await server.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        }
    }

    private static async Task AnswerAsync(NetworkStream server, NetworkStream client, Call call, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer, cancellationToken) is > 0 and var length && !call.IsLost)
            await client.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
    }

    private sealed class Call
    {
        public volatile bool IsLost;
    }
}
