using System.Diagnostics;

namespace ChangeDetection.Benchmarks.Processes;

/// <summary>A process of this product, built with the benchmarks and started as people start it.</summary>
internal static class ProductProcess
{
    /// <summary>The key of the REST API.</summary>
    public const string Key = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts the Api on a port of loopback; it may still be on its way up.</summary>
    public static Process StartApi(StartedProcesses processes, string name, int port, IReadOnlyDictionary<string, string> environment) =>
        Start(processes, name, "ChangeDetection.Api", new Dictionary<string, string>(environment) { ["PORT"] = $"{port}", ["LISTEN_HOST"] = "127.0.0.1", ["API_ACCESS_TOKEN"] = Key });

    /// <summary>Starts a Worker.</summary>
    public static Process StartWorker(StartedProcesses processes, string name, IReadOnlyDictionary<string, string> environment) =>
        Start(processes, name, "ChangeDetection.Worker", environment);

    /// <summary>Waits for the first good answer of an address.</summary>
    public static async Task AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-api-key", Key);
        var begin = Stopwatch.GetTimestamp();
        while (!await IsUpAsync(http, address, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(begin) > Patience)
                throw new InvalidOperationException($"{address} does not answer.");
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> IsUpAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(address, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Not yet.
            return false;
        }
    }

    private static Process Start(StartedProcesses processes, string name, string project, IReadOnlyDictionary<string, string> environment) =>
        // The sites of the benchmarks are on this machine, which nobody may watch unless told so.
        processes.Start(name, new Dictionary<string, string>(environment) { ["ALLOW_IANA_RESTRICTED_ADDRESSES"] = "true" }, "dotnet", Path.Combine(AppContext.BaseDirectory, project + ".dll"));
}
