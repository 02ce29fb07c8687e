using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>Api and workers on PostgreSQL and Redis with short patience, and a site to watch: made to be broken.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    /// <summary>How late a check may come because of a fault, after which everything counts as healed (X in the reliability reference).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();
    private readonly List<HostProcess> _processes = [];
    private readonly Dictionary<string, string> _environment;
    private readonly Dictionary<string, string> _watches = [];
    private readonly int _port = Ports.FreeForServer();

    private Fleet(Dictionary<string, string> settings) => _environment = settings;

    public RedisServer Redis { get; private set; } = null!;

    public VersionedOrigin Origin { get; private set; } = null!;

    public V2Client Client { get; private set; } = null!;

    /// <summary>A look into the store behind everybody's back.</summary>
    public AStore Store { get; private set; } = null!;

    public HostProcess Api { get; private set; } = null!;

    /// <summary>The ids of the watches of <see cref="WatchPagesAsync"/> by the path of their page.</summary>
    public IReadOnlyDictionary<string, string> Watches => _watches;

    public string DatabaseConnection => _environment["ConnectionStrings__changedetection"];

    /// <summary>Starts Redis, the site and the Api; workers come when the test calls them.</summary>
    public static async Task<Fleet> StartAsync(PostgresCluster cluster, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var fleet = new Fleet(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        try
        {
            await fleet.StartAllAsync(await cluster.MakeDatabaseAsync(cancellationToken), cancellationToken);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async Task<HostProcess> StartWorkerAsync(CancellationToken cancellationToken) => (await StartWorkersAsync(1, cancellationToken))[0];

    /// <summary>Starts a worker that gets a signal at a fault point; that may come before it listens.</summary>
    public HostProcess StartVictim(string fault, string signal = "KILL") => Run("ChangeDetection.Worker", "0", fault, signal);

    public async Task<IReadOnlyList<HostProcess>> StartWorkersAsync(int count, CancellationToken cancellationToken)
    {
        var workers = Enumerable.Range(0, count).Select(_ => Run("ChangeDetection.Worker", "0", null)).ToList();
        foreach (var worker in workers)
            await worker.AddressAsync(cancellationToken);
        return workers;
    }

    /// <summary>Starts the Api, always on the same port.</summary>
    public async Task StartApiAsync(CancellationToken cancellationToken)
    {
        Api = Run("ChangeDetection.Api", _port.ToString(), null);
        await Api.AddressAsync(cancellationToken);
    }

    /// <summary>Watches so many pages that say something new at every look.</summary>
    public async Task WatchPagesAsync(int count, CancellationToken cancellationToken, double everySeconds = 1)
    {
        for (var number = 0; number < count; number++)
            await WatchAsync($"/page-{number}", Origin.Page($"/page-{number}"), cancellationToken, everySeconds);
    }

    public async Task<string> WatchAsync(string page, string url, CancellationToken cancellationToken, double everySeconds = 1) =>
        _watches[page] = await Client.WatchAsync(url, everySeconds, cancellationToken);

    /// <summary>Waits until every page was looked at so many times more.</summary>
    public async Task LooksAsync(int more, CancellationToken cancellationToken)
    {
        var wanted = _watches.Keys.ToDictionary(page => page, page => Origin.CountOf(page) + more);
        foreach (var (page, watch) in _watches)
        {
            await PatientlyAsync(
                watch,
                async () =>
                {
                    await ReviveAsync(watch, cancellationToken);
                    return Origin.CountOf(page) >= wanted[page];
                },
                cancellationToken);
        }
    }

    /// <summary>
    /// Ends the trouble: the pages settle on a last version, which has to be stored in time. Then the checker judges.
    /// </summary>
    public async Task JudgeAsync(CancellationToken cancellationToken, TimeSpan? longestGap = null)
    {
        var last = Origin.Settle(_watches.Keys);
        foreach (var (page, watch) in _watches)
        {
            await PatientlyAsync(
                watch,
                async () =>
                {
                    await ReviveAsync(watch, cancellationToken);
                    return (await StoredAsync(watch, newest: 1, cancellationToken)).LastOrDefault() == last[page];
                },
                cancellationToken);
        }

        var (stored, changes) = (new Dictionary<string, IReadOnlyList<int>>(), new Dictionary<string, long>());
        foreach (var (page, watch) in _watches)
        {
            if (await ChangesAsync(WatchId.Parse(watch, null), cancellationToken) is { } count)
                changes[page] = count;
            stored[page] = await StoredAsync(watch, int.MaxValue, cancellationToken);
        }

        var logs = new FaultLogs { Served = Origin.Served, Stored = stored, Changes = changes, EndedAt = Origin.Now, LongestGap = longestGap ?? Patience };
        TestContext.Current.TestOutputHelper?.WriteLine($"{logs.Served.Count} pages served, {stored.Values.Sum(versions => versions.Count)} versions stored");
        Assert.Empty(FaultChecker.Problems(logs));
    }

    /// <summary>The newest stored versions of a watch, oldest first.</summary>
    public async Task<IReadOnlyList<int>> StoredAsync(string watch, int newest, CancellationToken cancellationToken)
    {
        var id = WatchId.Parse(watch, null);
        var versions = new List<int>();
        foreach (var snapshot in (await Store.Archive.ListAsync(id, cancellationToken)).TakeLast(newest))
            versions.Add(int.Parse((await Store.Archive.ReadAsync(id, snapshot.Number, cancellationToken))!.Trim()["version ".Length..]));
        return versions;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            // A stopped process would not see its end.
            await process.DisposeAsync();
            TestContext.Current.TestOutputHelper?.WriteLine(process.Output);
        }

        Client?.Dispose();
        if (Store is not null)
            await Store.DisposeAsync();
        if (Origin is not null)
            await Origin.DisposeAsync();
        if (Redis is not null)
            await Redis.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>How many checks must have stored a version: all that are counted but those the log knows to have ended otherwise. Null when the log does not reach back to the first.</summary>
    private async Task<long?> ChangesAsync(WatchId watch, CancellationToken cancellationToken)
    {
        var log = await Store.Log.ReadAsync(watch, CheckLog.Length, cancellationToken);
        var counted = log.Count == 0 ? 0 : log[0].Number;
        return counted >= CheckLog.Length ? null : counted - log.Count(check => check.Outcome is not OutcomeKind.Changed);
    }

    /// <summary>A watch that was set aside, because workers died with it in hand too often, is asked for again as a person would.</summary>
    private async Task ReviveAsync(string watch, CancellationToken cancellationToken)
    {
        if (await Store.Catalog.FindAsync(WatchId.Parse(watch, null), cancellationToken) is { State.IsSetAside: true })
            await Client.SendAsync(HttpMethod.Post, $"watches/{watch}/recheck", null, cancellationToken);
    }

    private async Task PatientlyAsync(string watch, Func<Task<bool>> claim, CancellationToken cancellationToken)
    {
        var from = Origin.Now;
        while (!await HoldsAsync(claim))
        {
            if (Origin.Now - from > Patience)
                Assert.Fail($"A fault was not healed: {await Store.Catalog.FindAsync(WatchId.Parse(watch, null), cancellationToken)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    // The test itself looks through connections that a crash of the database broke.
    private static async Task<bool> HoldsAsync(Func<Task<bool>> claim)
    {
        try
        {
            return await claim();
        }
        catch (Exception failure) when (StoreTroubles.Of(failure) is StoreTrouble.Away)
        {
            return false;
        }
    }

    private async Task StartAllAsync(string database, CancellationToken cancellationToken)
    {
        Redis = await RedisServer.StartAsync(cancellationToken);
        Origin = await VersionedOrigin.StartAsync(cancellationToken);
        foreach (var (name, value) in Standard(database))
            _environment.TryAdd(name, value);
        await StartApiAsync(cancellationToken);
        Client = new V2Client(new Uri($"http://127.0.0.1:{_port}/"));
        Store = await AStore.OpenAsync(_directory.Path, database, cancellationToken);
        await Client.SendAsync(HttpMethod.Patch, "settings", new { hostMaxInFlight = 50 }, cancellationToken);
    }

    private Dictionary<string, string> Standard(string database) => new()
    {
        ["ConnectionStrings__changedetection"] = database,
        ["ConnectionStrings__redis"] = Redis.ConnectionString,
        ["DATASTORE_PATH"] = _directory.Path,
        ["API_ACCESS_TOKEN"] = V1Client.Key,
        ["MINIMUM_SECONDS_RECHECK_TIME"] = "1",
        ["Queue__DeadAfter"] = "00:00:03",
        ["Queue__HeartbeatInterval"] = "00:00:00.5",
        ["Schedule__DeadAfter"] = "00:00:03",
        ["Schedule__Heartbeat"] = "00:00:00.5",
        ["Schedule__SeatDeadAfter"] = "00:00:02",
        ["Schedule__SeatBeat"] = "00:00:00.5",
        ["Schedule__OfferAgainAfter"] = "00:00:01",
        // Many short lives: what a process learns about itself does not pay.
        ["DOTNET_TieredPGO"] = "0",
    };

    private HostProcess Run(string program, string port, string? fault, string signal = "KILL")
    {
        var environment = new Dictionary<string, string>(_environment) { ["PORT"] = port };
        if (fault is not null)
            (environment["FAULT"], environment["FAULT_SIGNAL"]) = (fault, signal);
        var process = HostProcess.Start(program, environment);
        _processes.Add(process);
        return process;
    }
}
