using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>
/// The standalone Aspire dashboard, which receives telemetry and tells what it received. It is fetched by its lock file when first wanted;
/// where that does not work the test is skipped, in CI too, since it is a download that the product does not need.
/// </summary>
internal sealed class AspireDashboard : IAsyncDisposable
{
    private readonly TemporaryDirectory _home = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    private AspireDashboard(string program)
    {
        var frontend = $"http://127.0.0.1:{Ports.Free()}";
        OtlpEndpoint = $"http://127.0.0.1:{Ports.Free()}";
        _http = new HttpClient { BaseAddress = new Uri(frontend) };
        var start = new ProcessStartInfo(
            program,
            ["dashboard", "run", "--non-interactive", "--nologo", "--allow-anonymous", "--frontend-url", frontend, "--otlp-grpc-url", OtlpEndpoint, "--otlp-http-url", $"http://127.0.0.1:{Ports.Free()}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _home.Path,
        };
        // It unpacks itself below the home directory.
        start.Environment["HOME"] = _home.Path;
        start.Environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true";
        _process = Process.Start(start) ?? throw new InvalidOperationException("The dashboard did not start.");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where programs send telemetry over gRPC.</summary>
    public string OtlpEndpoint { get; }

    public static async Task<AspireDashboard> StartAsync(CancellationToken cancellationToken)
    {
        var dashboard = new AspireDashboard(await InstallAsync(cancellationToken));
        await Eventually.HoldsAsync(() => dashboard.IsAnsweringAsync(cancellationToken), cancellationToken);
        return dashboard;
    }

    /// <summary>All spans received so far.</summary>
    public async Task<IReadOnlyList<Span>> SpansAsync(CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await _http.GetStringAsync("/api/telemetry/spans?limit=10000", cancellationToken));
        return
        [
            .. from resource in document.RootElement.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
               from scope in resource.GetProperty("scopeSpans").EnumerateArray()
               from span in scope.GetProperty("spans").EnumerateArray()
               select new Span(
                   ServiceOf(resource), span.GetProperty("name").GetString()!, span.GetProperty("traceId").GetString()!, span.GetProperty("spanId").GetString()!,
                   span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString() : null),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _http.Dispose();
        _home.Dispose();
    }

    private static async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Sources.Root, "ChangeDetection.Tests", "Dashboard");
        var program = Path.Combine(folder, "node_modules", "@microsoft", "aspire-cli-linux-x64", "bin", "aspire");
        try
        {
            if (!File.Exists(program))
                await Programs.RunAsync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund"], cancellationToken);
        }
        catch (Exception failure) when (failure is Win32Exception or Xunit.Sdk.XunitException)
        {
            Assert.Skip($"The Aspire dashboard cannot be installed here: {failure.Message}");
        }

        return program;
    }

    private async Task<bool> IsAnsweringAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _http.GetAsync("/api/telemetry/resources", cancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string ServiceOf(JsonElement resource) =>
        resource.GetProperty("resource").GetProperty("attributes").EnumerateArray()
            .First(attribute => attribute.GetProperty("key").GetString() == "service.name").GetProperty("value").GetProperty("stringValue").GetString()!;

    /// <summary>One span as the dashboard has it.</summary>
    internal sealed record Span(string Service, string Name, string TraceId, string SpanId, string? ParentSpanId);
}
