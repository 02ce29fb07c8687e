using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChangeDetection.Benchmarks.Processes;

/// <summary>Programs started for a measurement, and a folder of their own; all end, and the folder goes, with it.</summary>
internal sealed class StartedProcesses : IAsyncDisposable
{
    private readonly List<Process> _processes = [];

    /// <summary>The folder in which they keep what they write.</summary>
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("changedetection-load-").FullName;

    /// <summary>Starts a program whose words go to a file of the folder, as a service manager would have it.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="program">The program, found by the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    public Process Start(string name, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        // The shell is replaced by the program, so the process is the program's.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >>\"$WORDS_GO_TO\" 2>&1", program, .. arguments]);
        start.Environment["WORDS_GO_TO"] = LogOf(name);
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        _processes.Add(process);
        return process;
    }

    /// <summary>Ends a process as a crash would, and waits until it is gone.</summary>
    public static async Task KillAsync(Process process, CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>The end of what a program said.</summary>
    public string LastWords(string name) =>
        File.Exists(LogOf(name)) ? string.Join('\n', File.ReadLines(LogOf(name)).TakeLast(20)) : "";

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private string LogOf(string name) => Path.Combine(Directory, name + ".log");
}
