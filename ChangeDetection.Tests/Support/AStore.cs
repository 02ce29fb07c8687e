using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Access;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Groups;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Icons;
using ChangeDetection.Infrastructure.Storage.Importing;
using ChangeDetection.Infrastructure.Storage.Live;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Infrastructure.Storage.Settings;
using ChangeDetection.Infrastructure.Storage.Watches;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace ChangeDetection.Tests.Support;

/// <summary>A real store in a place of its own, with a clock the test moves and a record of what was announced.</summary>
internal sealed class AStore : IAsyncDisposable
{
    private readonly IHost _host;

    private AStore(IHost host) => _host = host;

    public FakeTimeProvider Clock { get; private init; } = new();
    public WatchCatalog Catalog => _host.Services.GetRequiredService<WatchCatalog>();
    public CheckLedger Ledger => _host.Services.GetRequiredService<CheckLedger>();
    public SnapshotArchive Archive => _host.Services.GetRequiredService<SnapshotArchive>();
    public ChangeFeed Feed => _host.Services.GetRequiredService<ChangeFeed>();
    public GlobalSettingsStore Settings => _host.Services.GetRequiredService<GlobalSettingsStore>();
    public GroupCatalog Groups => _host.Services.GetRequiredService<GroupCatalog>();
    public StoreImport Import => _host.Services.GetRequiredService<StoreImport>();
    public WatchIcons Icons => _host.Services.GetRequiredService<WatchIcons>();
    public UserStore Users => _host.Services.GetRequiredService<UserStore>();
    public SessionStore Sessions => _host.Services.GetRequiredService<SessionStore>();
    public KeyStore Keys => _host.Services.GetRequiredService<KeyStore>();
    public ShareStore Shares => _host.Services.GetRequiredService<ShareStore>();
    public Seats Seats => _host.Services.GetRequiredService<Seats>();
    public QueueState Queue => _host.Services.GetRequiredService<QueueState>();
    public CheckLog Log => _host.Services.GetRequiredService<CheckLog>();
    public BackupWriter Backups => _host.Services.GetRequiredService<BackupWriter>();
    public BackupRestore Restore => _host.Services.GetRequiredService<BackupRestore>();
    public BackupFolder Folder => _host.Services.GetRequiredService<BackupFolder>();
    public WorkerHeartbeats Heartbeats => _host.Services.GetRequiredService<WorkerHeartbeats>();
    public StoreContextFactory Contexts => _host.Services.GetRequiredService<StoreContextFactory>();
    public RecordedFacts Announced => (RecordedFacts)_host.Services.GetRequiredService<IFactChannel>();

    public static async Task<AStore> OpenAsync(string directory, string? connectionString, CancellationToken cancellationToken, DateTimeOffset? now = null, Dictionary<string, string?>? settings = null)
    {
        var clock = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Directory"] = directory,
            ["ConnectionStrings:changedetection"] = connectionString,
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IFactChannel, RecordedFacts>();
        builder.AddStore();
        var store = new AStore(builder.Build()) { Clock = clock };
        await store._host.OpenStoreAsync(cancellationToken);
        return store;
    }

    public Task<Watch> WatchAsync(string url, CancellationToken cancellationToken) =>
        Catalog.CreateAsync(new WatchDraft { Url = url }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    /// <summary>Keeps every fact that was told.</summary>
    public sealed class RecordedFacts : IFactChannel
    {
        private readonly List<LiveFact> _facts = [];

        public IReadOnlyList<LiveFact> All
        {
            get
            {
                lock (_facts)
                    return [.. _facts];
            }
        }

        public Task PublishAsync(LiveFact fact, CancellationToken cancellationToken)
        {
            lock (_facts)
                _facts.Add(fact);
            return Task.CompletedTask;
        }

        public IAsyncEnumerable<LiveFact> ListenAsync(CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nobody listens to a record.");
    }
}
