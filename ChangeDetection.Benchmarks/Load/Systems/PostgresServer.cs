using System.Diagnostics;
using ChangeDetection.Benchmarks.Processes;
using Npgsql;

namespace ChangeDetection.Benchmarks.Load.Systems;

/// <summary>A PostgreSQL of its own on a free port of loopback, as safe as it is out of the box.</summary>
internal sealed class PostgresServer
{
    private const string Root = "/usr/lib/postgresql";
    private const string Superuser = "postgres";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly int _port;

    private PostgresServer(Process process, int port) => (_process, _port) = (process, port);

    public int Id => _process.Id;

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Database=postgres;Username={Superuser}";

    public static async Task<PostgresServer> StartAsync(StartedProcesses started, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(started.Directory, "postgres");
        Directory.CreateDirectory(folder);
        if (Environment.IsPrivilegedProcess)
        {
            await ToEndAsync(started, ["chmod", "a+x", started.Directory], cancellationToken);
            await ToEndAsync(started, ["chown", Superuser, folder], cancellationToken);
        }

        var data = Path.Combine(folder, "data");
        await ToEndAsync(started, [.. As(Superuser), Program("initdb"), "--pgdata", data, "--username", Superuser, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"], cancellationToken);
        var port = StartedProcesses.FreePort();
        string[] command = [.. As(Superuser), Program("postgres"), "-D", data, "-c", $"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}"];
        var server = new PostgresServer(started.Start("postgres", new Dictionary<string, string>(), command[0], command[1..]), port);
        await server.AnswersAsync(cancellationToken);
        return server;
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        for (var begin = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(begin) < Patience)
            {
                await Task.Delay(Look, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task ToEndAsync(StartedProcesses started, string[] command, CancellationToken cancellationToken)
    {
        using var process = started.Start("postgres-setup", new Dictionary<string, string>(), command[0], command[1..]);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{started.LastWords("postgres-setup")}");
    }

    // PostgreSQL refuses to run as root.
    private static string[] As(string user) => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", user, "--clear-groups"] : ["env"];

    private static string Program(string name) =>
        (Directory.Exists(Root) ? Directory.GetDirectories(Root) : []).Select(version => Path.Combine(version, "bin", name)).Order(StringComparer.Ordinal).LastOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Install the Debian package postgresql: this store was asked for.");
}
