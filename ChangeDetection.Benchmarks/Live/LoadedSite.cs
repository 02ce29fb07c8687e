using System.Diagnostics;
using ChangeDetection.Benchmarks.Processes;
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
    private readonly StartedProcesses _processes = new();
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
        var redis = StartedProcesses.FreePort();
        site._processes.Start("redis", new Dictionary<string, string>(), "redis-server", "--port", $"{redis}", "--bind", "127.0.0.1", "--save", "", "--dir", site._processes.Directory);
        await site.OpenStoreAsync($"127.0.0.1:{redis}", settings.Watches, cancellationToken);
        for (var number = 0; number < settings.Apis; number++)
            await site.StartApiAsync($"127.0.0.1:{redis}", settings.Clients + settings.Deaf, cancellationToken);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _processes.DisposeAsync();
    }

    private async Task OpenStoreAsync(string redis, int watches, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DATASTORE_PATH"] = _processes.Directory, ["ConnectionStrings:redis"] = redis });
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

    private async Task StartApiAsync(string redis, int clients, CancellationToken cancellationToken)
    {
        var port = StartedProcesses.FreePort();
        var environment = new Dictionary<string, string>
        {
            ["DATASTORE_PATH"] = _processes.Directory,
            ["ConnectionStrings__redis"] = redis,
            ["Logging__LogLevel__Default"] = "Warning",
            // All clients come from this machine.
            ["Live__MostFromOneAddress"] = $"{Math.Max(1000, clients)}",
        };
        _apis.Add(ProductProcess.StartApi(_processes, $"api-{_apis.Count}", port, environment));
        Addresses.Add(new Uri($"http://127.0.0.1:{port}/"));
        await ProductProcess.AnswersAsync(new Uri(Addresses[^1], "alive"), cancellationToken);
    }
}
