using System.Diagnostics;
using ChangeDetection.Benchmarks.Processes;

namespace ChangeDetection.Benchmarks.Load.Systems;

/// <summary>The product as real processes in a shape of choice, with a store, and where it needs them a Redis and a PostgreSQL, of their own.</summary>
internal sealed class OwnSystem : ISystem
{
    private readonly StartedProcesses _started = new();
    private readonly LoadSettings _settings;
    private readonly Dictionary<string, string> _environment;
    private readonly int _port = StartedProcesses.FreePort();
    private readonly int _redisPort = StartedProcesses.FreePort();
    private readonly SortedDictionary<string, Process> _parts = [];
    private PostgresServer? _postgres;

    private OwnSystem(LoadSettings settings)
    {
        _settings = settings;
        _environment = new Dictionary<string, string>
        {
            ["DATASTORE_PATH"] = Path.Combine(_started.Directory, "data"),
            ["FETCH_WORKERS"] = $"{Math.Max(1, settings.Concurrency / (IsDistributed ? settings.Workers : 1))}",
            ["FETCH_FAVICONS"] = "false",
        };
    }

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public string Key => ProductProcess.Key;

    /// <summary>Where its first answer is awaited.</summary>
    public Uri FirstAnswer => new(Address, "api/v1/systeminfo");

    public IReadOnlyCollection<int> Processes => [.. _parts.Where(part => part.Key != "redis").Select(part => part.Value.Id)];

    public IReadOnlyCollection<int> Servers => [.. _parts.Where(part => part.Key == "redis").Select(part => part.Value.Id), .. _postgres is { } postgres ? [postgres.Id] : Array.Empty<int>()];

    /// <summary>What can be killed.</summary>
    public IReadOnlyList<string> Parts => [.. _parts.Keys];

    private bool IsDistributed => _settings.Shape is SystemShape.Distributed;

    public static async Task<OwnSystem> StartAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        var system = new OwnSystem(settings);
        if (settings.IsPostgres)
        {
            system._postgres = await PostgresServer.StartAsync(system._started, cancellationToken);
            system._environment["ConnectionStrings__changedetection"] = system._postgres.ConnectionString;
        }

        if (system.IsDistributed)
        {
            system._environment["ConnectionStrings__redis"] = $"127.0.0.1:{system._redisPort}";
            system.Start("redis");
        }

        system.Start("api");
        await system.IsUpAsync(cancellationToken);
        for (var number = 1; system.IsDistributed && number <= settings.Workers; number++)
            system.Start($"worker-{number}");
        return system;
    }

    /// <summary>Ends a part as a crash would.</summary>
    public Task KillAsync(string part, CancellationToken cancellationToken) => StartedProcesses.KillAsync(_parts[part], cancellationToken);

    /// <summary>Starts a part, which may still be on its way up.</summary>
    public void Start(string part) => _parts[part] = part switch
    {
        "redis" => _started.Start(part, new Dictionary<string, string>(), "redis-server", "--port", $"{_redisPort}", "--bind", "127.0.0.1", "--save", "", "--dir", _started.Directory),
        "api" => ProductProcess.StartApi(_started, part, _port, _environment),
        _ => ProductProcess.StartWorker(_started, part, _environment),
    };

    /// <summary>Waits until it answers.</summary>
    public async Task IsUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ProductProcess.AnswersAsync(FirstAnswer, cancellationToken);
        }
        catch (InvalidOperationException silence)
        {
            throw new InvalidOperationException($"{silence.Message}\n{_started.LastWords("api")}", silence);
        }
    }

    public ValueTask DisposeAsync() => _started.DisposeAsync();
}
