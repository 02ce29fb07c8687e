using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChangeDetection.Benchmarks.Live;

/// <summary>Api processes, a Redis and a store of their own, and this process in the place of a worker.</summary>
internal sealed class LoadedSite : IAsyncDisposable
{
    /// <summary>The key of the REST API.</summary>
    public const string Key = "0123456789abcdef0123456789abcdef";

    private readonly string _directory = Directory.CreateTempSubdirectory("changedetection-load-").FullName;
    private readonly List<Process> _processes = [];
    private readonly List<Process> _apis = [];
    private IHost _host = null!;

    public List<Uri> Addresses { get; } = [];

    public IServiceProvider Services => _host.Services;

    public IReadOnlyList<WatchId> Watches { get; private set; } = [];

    /// <summary>Bytes in memory of all Api processes.</summary>
    public long ApiMemory => _apis.Sum(api =>
    {
        api.Refresh();
        return api.WorkingSet64;
    });

    /// <summary>Processor time of all Api processes.</summary>
    public TimeSpan ApiTime => _apis.Aggregate(TimeSpan.Zero, (sum, api) =>
    {
        api.Refresh();
        return sum + api.TotalProcessorTime;
    });

    public static async Task<LoadedSite> StartAsync(LiveLoadSettings settings, CancellationToken cancellationToken)
    {
        var site = new LoadedSite();
        var redis = FreePort();
        site.Start("redis-server", new() { }, "--port", $"{redis}", "--bind", "127.0.0.1", "--save", "", "--dir", site._directory);
        await site.OpenStoreAsync($"127.0.0.1:{redis}", settings.Watches, cancellationToken);
        for (var number = 0; number < settings.Apis; number++)
            await site.StartApiAsync($"127.0.0.1:{redis}", cancellationToken);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task OpenStoreAsync(string redis, int watches, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DATASTORE_PATH"] = _directory, ["ConnectionStrings:redis"] = redis });
        builder.AddServiceDefaults().AddChangeDetectionRedis("redis");
        builder.AddWorkQueueAndFacts().AddStore();
        _host = builder.Build();
        await _host.OpenStoreAsync(cancellationToken);
        await _host.StartAsync(cancellationToken);
        var catalog = _host.Services.GetRequiredService<WatchCatalog>();
        var ids = new List<WatchId>();
        foreach (var part in Enumerable.Range(0, watches).Chunk(1000))
            ids.AddRange((await catalog.CreateAsync([.. part.Select(number => new WatchDraft { Url = $"https://site-{number}.example/some/longer/path/page-{number}.html" })], cancellationToken)).Select(watch => watch.Id));
        Watches = ids;
    }

    private async Task StartApiAsync(string redis, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var environment = new Dictionary<string, string>
        {
            ["PORT"] = $"{port}",
            ["LISTEN_HOST"] = "127.0.0.1",
            ["DATASTORE_PATH"] = _directory,
            ["ConnectionStrings__redis"] = redis,
            ["API_ACCESS_TOKEN"] = Key,
            ["ALLOW_IANA_RESTRICTED_ADDRESSES"] = "true",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        _apis.Add(Start("dotnet", environment, Path.Combine(AppContext.BaseDirectory, "ChangeDetection.Api.dll")));
        Addresses.Add(new Uri($"http://127.0.0.1:{port}/"));
        using var http = new HttpClient();
        for (var isUp = false; !isUp;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            try
            {
                isUp = (await http.GetAsync(new Uri(Addresses[^1], "alive"), cancellationToken)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }
    }

    private Process Start(string program, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = program == "redis-server" };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        if (start.RedirectStandardOutput)
            process.BeginOutputReadLine();
        _processes.Add(process);
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
