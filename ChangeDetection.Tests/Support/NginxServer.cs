using System.Diagnostics;
using System.Net.Sockets;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>A real nginx on a private port of loopback, set up as the guide says.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly int _port = Ports.Free();
    private Process? _process;

    private NginxServer(string scheme) => Address = new Uri($"{scheme}://127.0.0.1:{_port}/");

    public Uri Address { get; }

    /// <summary>Runs the guide's configuration with the port of this server and the addresses of those behind it in place of its examples; with a certificate it speaks https.</summary>
    public static async Task<NginxServer> StartAsync(
        string configuration, IReadOnlyList<Uri> behind, CancellationToken cancellationToken, (string Certificate, string Key)? certificate = null)
    {
        var program = Programs.RequireNginx();
        var server = new NginxServer(certificate is null ? "http" : "https");
        var listen = $"listen 127.0.0.1:{server._port}" + (certificate is var (file, key) ? $" ssl; ssl_certificate {file}; ssl_certificate_key {key};" : ";");
        var filled = Replace(Replace(configuration, "listen 80;", listen), "server 127.0.0.1:5000;", string.Join(' ', behind.Select(one => $"server {one.Authority};")));
        await File.WriteAllTextAsync(server._directory.File("nginx.conf"), Whole(filled), cancellationToken);
        await server.RunAsync(program, cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill(entireProcessTree: true);
        if (_process is not null)
            await _process.WaitForExitAsync(CancellationToken.None);
        _process?.Dispose();
        _directory.Dispose();
    }

    private static string Replace(string text, string example, string real)
    {
        Assert.Contains(example, text, StringComparison.Ordinal);
        return text.Replace(example, real, StringComparison.Ordinal);
    }

    // Whoever runs the tests runs the workers too: others may not enter the directory.
    private static string Whole(string http) =>
        $$"""
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        daemon off;
        pid nginx.pid;
        error_log stderr;
        worker_processes 1;
        events { }
        http {
        access_log off;
        client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
        {{http}}
        }
        """;

    private async Task RunAsync(string program, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, ["-p", _directory.Path, "-e", "stderr", "-c", _directory.File("nginx.conf")]) { RedirectStandardError = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException("nginx did not start.");
        var output = TestContext.Current.TestOutputHelper;
        var complaints = new List<string>();
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } said)
            {
                lock (complaints)
                    complaints.Add(said);
                output?.WriteLine(said);
            }
        };
        _process.BeginErrorReadLine();
        await Eventually.HoldsAsync(
            () =>
            {
                Assert.False(_process.HasExited, $"nginx ended: {string.Join('\n', complaints)}");
                return IsListeningAsync(cancellationToken);
            },
            cancellationToken);
    }

    private async Task<bool> IsListeningAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
