using System.Diagnostics;
using ChangeDetection.Tests.Support;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace ChangeDetection.Tests.Support;

/// <summary>
/// A PostgreSQL of this test run's own: in a temporary folder, on a free port of loopback, started by the first test that asks and stopped at the end.
/// Every test gets an empty database. Flushing is off, because no test cuts the power.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Superuser = "postgres";

    private readonly SemaphoreSlim _starting = new(1);
    private readonly TemporaryDirectory _directory = new();
    private string _server = "";
    private IReadOnlyList<string> _serverArguments = [];
    private Process? _process;
    private int _port;
    private int _databases;

    /// <summary>The connection string of a new, empty database.</summary>
    internal async Task<string> MakeDatabaseAsync(CancellationToken cancellationToken)
    {
        await EnsureStartedAsync(cancellationToken);
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString(Superuser));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Ends all server processes at once, as a crash would; the next start recovers from the log.</summary>
    internal async Task CrashAsync(CancellationToken cancellationToken)
    {
        await Programs.RunAsync("kill", ["-QUIT", _process!.Id.ToString()], cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Starts again on the same port with the same data.</summary>
    internal async Task RestartAsync(CancellationToken cancellationToken)
    {
        _process?.Dispose();
        _process = Run();
        await AnswersAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Programs.RunAsync("kill", ["-INT", _process.Id.ToString()], CancellationToken.None);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _directory.Dispose();
        _starting.Dispose();
    }

    private string Data => _directory.File("data");

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Database = database, Username = Superuser, MaxPoolSize = 20, ConnectionIdleLifetime = 30 }.ToString();

    private async Task EnsureStartedAsync(CancellationToken cancellationToken)
    {
        var initdb = Programs.RequirePostgres("initdb");
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_process is not null)
                return;
            // PostgreSQL refuses to run as root, so root runs it as the user that the package made, or as nobody.
            if (Environment.IsPrivilegedProcess)
                await Programs.RunAsync("chown", [await UserAsync(cancellationToken), _directory.Path], cancellationToken);
            var (program, arguments) = await AsOrdinaryUserAsync(
                initdb, ["--pgdata", Data, "--username", Superuser, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"], cancellationToken);
            await Programs.RunAsync(program, arguments, cancellationToken);
            _port = Ports.Free();
            (_server, _serverArguments) = await AsOrdinaryUserAsync(Programs.RequirePostgres("postgres"), ServerArguments(), cancellationToken);
            await RestartAsync(cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    private List<string> ServerArguments()
    {
        string[] settings =
        [
            $"port={_port}", "listen_addresses=127.0.0.1", $"unix_socket_directories={_directory.Path}", "max_connections=200",
            "shared_buffers=32MB", "fsync=off", "full_page_writes=off", "autovacuum=off", "log_min_messages=warning", "timezone=UTC",
        ];
        return ["-D", Data, .. settings.SelectMany(setting => new[] { "-c", setting })];
    }

    private Process Run()
    {
        var start = new ProcessStartInfo(_server, _serverArguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var process = Process.Start(start) ?? throw new InvalidOperationException("postgres did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task AnswersAsync(CancellationToken cancellationToken) =>
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await using var connection = new NpgsqlConnection(ConnectionString(Superuser));
                    await connection.OpenAsync(cancellationToken);
                    return true;
                }
                catch (NpgsqlException)
                {
                    return false;
                }
            },
            cancellationToken);

    private static async Task<(string Program, IReadOnlyList<string> Arguments)> AsOrdinaryUserAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
            return (program, arguments);
        var user = await UserAsync(cancellationToken);
        return ("setpriv", ["--reuid", user, "--clear-groups", program, .. arguments]);
    }

    private static async Task<string> UserAsync(CancellationToken cancellationToken)
    {
        var users = await File.ReadAllLinesAsync("/etc/passwd", cancellationToken);
        return users.Any(user => user.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
    }
}
