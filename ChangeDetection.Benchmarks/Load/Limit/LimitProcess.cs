using System.Diagnostics;
using System.Text.Json;
using ChangeDetection.Benchmarks.Load.Proof;

namespace ChangeDetection.Benchmarks.Load.Limit;

/// <summary>The process of the <see cref="BareClient"/>.</summary>
internal sealed class LimitProcess : IAsyncDisposable
{
    /// <summary>The verb by which this program becomes the bare client.</summary>
    public const string Verb = "load-limit";

    private readonly Process _process;

    private LimitProcess(Process process) => _process = process;

    public static LimitProcess Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LimitProcess).Assembly.Location, Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new LimitProcess(Process.Start(start) ?? throw new InvalidOperationException("The bare client does not start."));
    }

    /// <summary>Fetches every page, again and again for two seconds; an answer that is not as foretold refuses the run.</summary>
    public async Task<LimitFigures> RunAsync(LimitOrder order, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The bare client ended.");
        var figures = JsonSerializer.Deserialize<LimitFigures>(line)!;
        return figures.Bad == 0 ? figures : throw new RunRefusedException($"The bare client got {figures.Bad} bad answers of {figures.Pages}.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
