using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>One of the product's programs as a real process, with its output kept.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public int Id => _process.Id;

    /// <summary>Starts <c>ChangeDetection.Api</c> or <c>ChangeDetection.Worker</c> on a free port.</summary>
    public static HostProcess Start(string program, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        // Lives too short for the compiler to measure first.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["PORT"] = "0";
        // The sites of the tests are on this machine.
        start.Environment["ALLOW_IANA_RESTRICTED_ADDRESSES"] = "true";
        start.Environment["LISTEN_HOST"] = "127.0.0.1";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var host = new HostProcess(new Process { StartInfo = start });
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>The address it listens on, once it does.</summary>
    public async Task<Uri> AddressAsync(CancellationToken cancellationToken)
    {
        var ended = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(_address.Task, ended).WaitAsync(Eventually.Limit, cancellationToken) == ended)
            Assert.Fail($"The process ended before it listened:\n{Output}");
        return await _address.Task;
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Eventually.Limit, cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends the process as a power cut would: kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Stops the process' clock without closing a connection; <see cref="ThawAsync"/> lets it go on.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => SignalAsync("-STOP", cancellationToken);

    public Task ThawAsync(CancellationToken cancellationToken) => SignalAsync("-CONT", cancellationToken);

    /// <summary>Asks the process to end, as a service manager would, and gives the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        await SignalAsync("-TERM", cancellationToken);
        return await ExitCodeAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString()]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (https?://\S+)")]
    private static partial Regex Listening();
}
