using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>Workers on some ground, and a site to watch: made to be broken.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    /// <summary>How late a check may come because of a fault, after which everything counts as healed (X in the reliability reference).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Ground _ground;
    private readonly Func<Task> _leave;
    private readonly IReadOnlyList<(string Name, string Value)> _settings;
    private readonly int _heard;
    private readonly List<HostProcess> _workers = [];
    private readonly Dictionary<string, string> _watches = [];

    private Fleet(Ground ground, VersionedOrigin origin, Func<Task> leave, IReadOnlyList<(string Name, string Value)> settings)
    {
        (_ground, Origin, _leave, _settings) = (ground, origin, leave, settings);
        _heard = ground.Output.Length;
    }

    public VersionedOrigin Origin { get; }

    public RedisServer Redis => _ground.Redis;

    public V2Client Client => _ground.Client;

    /// <summary>A look into the store behind everybody's back.</summary>
    public AStore Store => _ground.Store;

    public HostProcess Api => _ground.Api;

    public string DatabaseConnection => _ground.DatabaseConnection;

    /// <summary>The ids of the watches of <see cref="WatchPagesAsync"/> by the path of their page.</summary>
    public IReadOnlyDictionary<string, string> Watches => _watches;

    /// <summary>On the ground that all tests share; the settings are those of the workers, which come when the test calls them.</summary>
    public static async Task<Fleet> StartAsync(SharedGround shared, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var ground = await shared.TakeAsync(cancellationToken);
        return new Fleet(ground, await VersionedOrigin.StartAsync(cancellationToken), () => shared.ReturnAsync(ground), settings);
    }

    /// <summary>On ground of its own.</summary>
    public static async Task<Fleet> StartAsync(PostgresCluster cluster, CancellationToken cancellationToken)
    {
        var ground = await Ground.StartAsync(cluster, cancellationToken);
        return new Fleet(ground, await VersionedOrigin.StartAsync(cancellationToken), () => ground.DisposeAsync().AsTask(), []);
    }

    public async Task<HostProcess> StartWorkerAsync(CancellationToken cancellationToken) => (await StartWorkersAsync(1, cancellationToken))[0];

    /// <summary>Starts a worker that gets a signal at a fault point; that may come before it listens.</summary>
    public HostProcess StartVictim(string fault, string signal = "KILL") => RunWorker(("FAULT", fault), ("FAULT_SIGNAL", signal));

    public async Task<IReadOnlyList<HostProcess>> StartWorkersAsync(int count, CancellationToken cancellationToken)
    {
        var workers = Enumerable.Range(0, count).Select(_ => RunWorker()).ToList();
        foreach (var worker in workers)
            await worker.AddressAsync(cancellationToken);
        return workers;
    }

    public Task StartApiAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings) => _ground.StartApiAsync(cancellationToken, settings);

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
        TestContext.Current.TestOutputHelper?.WriteLine(_ground.Output[_heard..]);
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
            TestContext.Current.TestOutputHelper?.WriteLine(worker.Output);
        }

        await _leave();
        await Origin.DisposeAsync();
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

    private HostProcess RunWorker(params (string Name, string Value)[] settings)
    {
        var worker = _ground.Run("ChangeDetection.Worker", [.. _settings, .. settings]);
        _workers.Add(worker);
        return worker;
    }
}
