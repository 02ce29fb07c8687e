using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using ChangeDetection.Worker;
using ChangeDetection.Worker.Fetching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace ChangeDetection.Tests.Support;

/// <summary>The worker's loops over a real store and a real queue in this process, with a clock that only the test moves.</summary>
internal sealed class AWorker : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly IHost _host;

    private AWorker(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> prepare)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = _directory.Path, ["FETCH_FAVICONS"] = "false", ["ALLOW_IANA_RESTRICTED_ADDRESSES"] = "true" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        prepare(builder.Services);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFakeLogging();
        builder.AddWorkQueueAndFacts().AddStore().AddWorkerLoops();
        builder.Services.AddSingleton<IWorkQueue>(new RecordedQueue(new InProcessWorkQueue()));
        _host = builder.Build();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public RecordedQueue Queue => (RecordedQueue)_host.Services.GetRequiredService<IWorkQueue>();

    public WatchCatalog Catalog => _host.Services.GetRequiredService<WatchCatalog>();

    public SnapshotArchive Archive => _host.Services.GetRequiredService<SnapshotArchive>();

    public GlobalSettingsStore Settings => _host.Services.GetRequiredService<GlobalSettingsStore>();

    public CheckLedger Ledger => _host.Services.GetRequiredService<CheckLedger>();

    public IServiceProvider Services => _host.Services;

    public string DatabaseFile => _directory.File("changedetection.db");

    public IReadOnlyList<FakeLogRecord> Troubles =>
        [.. _host.Services.GetFakeLogCollector().GetSnapshot().Where(record => record.Level >= LogLevel.Warning)];

    /// <summary>Opens the store; the loops do not run yet.</summary>
    public static Task<AWorker> OpenAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings) =>
        OpenAsync(_ => { }, cancellationToken, settings);

    /// <summary>Opens the store of a worker with parts that the test brings.</summary>
    public static async Task<AWorker> OpenAsync(Action<IServiceCollection> prepare, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (name, value) in settings)
            values[name] = value;
        var worker = new AWorker(values, prepare);
        await worker._host.OpenStoreAsync(cancellationToken);
        return worker;
    }

    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public Task<Watch> WatchAsync(string url, CancellationToken cancellationToken, WatchSettings? settings = null) =>
        Catalog.CreateAsync(new WatchDraft { Url = url, Settings = settings ?? new WatchSettings() }, cancellationToken);

    /// <summary>Fetches a page without a check round it.</summary>
    public Task<FetchResult> FetchAsync(string url, CancellationToken cancellationToken, WatchSettings? settings = null, GlobalSettings? global = null, PageValidators? known = null)
    {
        var watch = new Watch { Id = WatchId.New(Clock), CreatedAt = default, Url = url, Settings = settings ?? new WatchSettings() };
        return Services.GetRequiredService<PageFetcher>().FetchAsync(new FetchOrder(watch, global ?? new GlobalSettings(), known), cancellationToken);
    }

    public async Task<WatchState> StateAsync(Watch watch, CancellationToken cancellationToken) =>
        (await Catalog.FindAsync(watch.Id, cancellationToken))!.State;

    /// <summary>Moves the clock by seconds, slower while the check runs lest it time out, until so many checks of the watch have ended, and gives its state.</summary>
    public async Task<WatchState> CheckedAsync(Watch watch, CancellationToken cancellationToken, long times = 1)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                var state = await StateAsync(watch, cancellationToken);
                Clock.Advance(TimeSpan.FromSeconds(state.Activity is WatchActivity.Checking ? 0.2 : 1));
                return state.CheckCount >= times;
            },
            cancellationToken);
        return await StateAsync(watch, cancellationToken);
    }

    /// <summary>What a check of a page with these settings comes to.</summary>
    public static async Task<WatchState> CheckAsync(string url, WatchSettings settings, CancellationToken cancellationToken)
    {
        await using var worker = await OpenAsync(cancellationToken);
        var watch = await worker.WatchAsync(url, cancellationToken, settings);
        await worker.StartAsync(cancellationToken);
        return await worker.CheckedAsync(watch, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>A queue that tells the test what the worker does with it, and fails when the test says so.</summary>
    public sealed class RecordedQueue(IWorkQueue queue) : IWorkQueue
    {
        public Func<IReadOnlyCollection<Delivery>, Task> Completing { get; set; } = _ => Task.CompletedTask;

        public Func<Exception?> Trouble { get; set; } = () => null;

        public int Takes { get; private set; }

        public Task<int> EnqueueAsync(IReadOnlyCollection<CheckWatch> orders, CancellationToken cancellationToken) =>
            Trouble() is { } trouble ? throw trouble : queue.EnqueueAsync(orders, cancellationToken);

        public Task<IReadOnlyList<Delivery>> DequeueAsync(int most, CancellationToken cancellationToken)
        {
            Takes++;
            return Trouble() is { } trouble ? throw trouble : queue.DequeueAsync(most, cancellationToken);
        }

        public async Task CompleteAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken)
        {
            await Completing(deliveries);
            await queue.CompleteAsync(deliveries, cancellationToken);
        }

        public Task ReturnAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken) => queue.ReturnAsync(deliveries, cancellationToken);

        public Task<long> CountWaitingAsync(CancellationToken cancellationToken) => queue.CountWaitingAsync(cancellationToken);
    }
}
