using ChangeDetection.Tests.Support;
using Npgsql;

namespace ChangeDetection.Tests.Faults;

/// <summary>What the workers of a fault test join: Redis, a database and an Api, with short patience.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<HostProcess> _apis = [];
    private readonly int _port = Ports.FreeForServer();
    private Dictionary<string, string> _environment = [];

    public RedisServer Redis { get; private set; } = null!;

    public V2Client Client { get; private set; } = null!;

    /// <summary>A look into the store behind everybody's back.</summary>
    public AStore Store { get; private set; } = null!;

    public HostProcess Api => _apis[^1];

    public string DatabaseConnection => _environment["ConnectionStrings__changedetection"];

    /// <summary>What all its Apis said, the first one first.</summary>
    public string Output => string.Concat(_apis.Select(api => api.Output));

    public static async Task<Ground> StartAsync(PostgresCluster cluster, CancellationToken cancellationToken)
    {
        var ground = new Ground();
        try
        {
            await ground.StartAllAsync(await cluster.MakeDatabaseAsync(cancellationToken), cancellationToken);
            return ground;
        }
        catch
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the Api, always on the same port.</summary>
    public async Task StartApiAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        _apis.Add(Run("ChangeDetection.Api", [("PORT", $"{_port}"), .. settings]));
        await Api.AddressAsync(cancellationToken);
    }

    /// <summary>Starts a program that joins.</summary>
    public HostProcess Run(string program, IEnumerable<(string Name, string Value)> settings)
    {
        var environment = new Dictionary<string, string>(_environment);
        foreach (var (name, value) in settings)
            environment[name] = value;
        return HostProcess.Start(program, environment);
    }

    /// <summary>Makes it as it was at its start: without watches, orders and traces of workers.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        foreach (var watch in await Store.Catalog.ListAsync(cancellationToken))
            await Client.SendAsync(HttpMethod.Delete, $"watches/{watch.Id}", null, cancellationToken);
        await using (var connection = new NpgsqlConnection(DatabaseConnection))
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("DELETE FROM workers; DELETE FROM seats", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await Redis.FlushAsync(cancellationToken);
        await SetAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var api in _apis)
            await api.DisposeAsync();
        Client?.Dispose();
        if (Store is not null)
            await Store.DisposeAsync();
        if (Redis is not null)
            await Redis.DisposeAsync();
        _directory.Dispose();
    }

    private async Task StartAllAsync(string database, CancellationToken cancellationToken)
    {
        Redis = await RedisServer.StartAsync(cancellationToken);
        _environment = Standard(database);
        await StartApiAsync(cancellationToken);
        Client = new V2Client(new Uri($"http://127.0.0.1:{_port}/"));
        Store = await AStore.OpenAsync(_directory.Path, database, cancellationToken);
        await SetAsync(cancellationToken);
    }

    private Task SetAsync(CancellationToken cancellationToken) =>
        Client.SendAsync(HttpMethod.Patch, "settings", new { hostMaxInFlight = 50, queuePaused = false }, cancellationToken);

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
}
