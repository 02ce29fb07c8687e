using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace ChangeDetection.Tests.Support;

/// <summary>A real redis-server on a private port of loopback, with nothing kept on disk; the test may kill, freeze and restart it.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port;
    private Process _process;

    private RedisServer(int port, Process process) => (_port, _process) = (port, process);

    public string ConnectionString => $"127.0.0.1:{_port}";

    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken, int? port = null)
    {
        var chosen = port ?? Ports.Free();
        var server = new RedisServer(chosen, Run(chosen));
        await server.AnswersAsync(cancellationToken);
        return server;
    }

    /// <summary>Ends the server as a power cut would: kill -9. Everything in it is gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Starts an empty server on the same port.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        _process.Dispose();
        _process = Run(_port);
        await AnswersAsync(cancellationToken);
    }

    /// <summary>Makes the server forget everything while it goes on.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => AskAsync("FLUSHALL\r\n", "+OK\r\n", cancellationToken);

    /// <summary>Stops the server's clock without closing a connection; <see cref="ThawAsync"/> lets it go on.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => SignalAsync("-STOP", cancellationToken);

    public Task ThawAsync(CancellationToken cancellationToken) => SignalAsync("-CONT", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static Process Run(int port)
    {
        var start = new ProcessStartInfo(
            Programs.RequireRedis(), ["--port", port.ToString(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(), "--daemonize", "no"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private Task AnswersAsync(CancellationToken cancellationToken) => Eventually.HoldsAsync(() => IsAnsweringAsync(cancellationToken), cancellationToken);

    private async Task<bool> IsAnsweringAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync("PING\r\n", "+PONG\r\n", cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or IOException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task AskAsync(string question, string expected, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(question), cancellationToken);
        var answer = new byte[expected.Length];
        await client.GetStream().ReadExactlyAsync(answer, cancellationToken);
        if (Encoding.ASCII.GetString(answer) != expected)
            throw new InvalidOperationException($"redis-server said {Encoding.ASCII.GetString(answer)} to {question}");
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString()]);
        await kill.WaitForExitAsync(cancellationToken);
    }
}
