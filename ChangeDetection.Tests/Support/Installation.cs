using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>The product as people run it: one process, or Api and two Workers joined by a real Redis.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<HostProcess> _processes = [];
    private readonly int _port = Ports.Free();
    private readonly Shape _shape;
    private readonly bool _isOpenToAll;
    private HostProcess _api = null!;

    private Installation(Shape shape, bool isOpenToAll) => (_shape, _isOpenToAll) = (shape, isOpenToAll);

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>The Redis that joins the processes; only there in the distributed shape.</summary>
    public RedisServer Redis { get; private set; } = null!;

    /// <summary>Starts it; one that is open to all lets in who comes by a proxy too.</summary>
    public static async Task<Installation> StartAsync(Shape shape, CancellationToken cancellationToken, bool isOpenToAll = false)
    {
        var installation = new Installation(shape, isOpenToAll);
        try
        {
            await installation.StartAllAsync(cancellationToken);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    public V1Client Client() => new(Address);

    /// <summary>Ends the Api as a power cut would.</summary>
    public void KillApi() => _api.Kill();

    /// <summary>Starts the Api on its port again.</summary>
    public async Task StartApiAsync(CancellationToken cancellationToken)
    {
        _api = Run("ChangeDetection.Api", _port.ToString());
        await _api.AddressAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(process.Output);
            await process.DisposeAsync();
        }

        if (Redis is not null)
            await Redis.DisposeAsync();
        _directory.Dispose();
    }

    private async Task StartAllAsync(CancellationToken cancellationToken)
    {
        if (_shape is Shape.Distributed)
            Redis = await RedisServer.StartAsync(cancellationToken);
        await StartApiAsync(cancellationToken);
        for (var worker = 0; _shape is Shape.Distributed && worker < 2; worker++)
            await Run("ChangeDetection.Worker", "0").AddressAsync(cancellationToken);
    }

    private HostProcess Run(string program, string port)
    {
        var environment = new Dictionary<string, string>
        {
            ["PORT"] = port,
            ["DATASTORE_PATH"] = _directory.Path,
            ["API_ACCESS_TOKEN"] = V1Client.Key,
            ["ALLOW_OPEN_ACCESS"] = _isOpenToAll ? "true" : "false",
        };
        if (_shape is Shape.Distributed)
            environment["ConnectionStrings__redis"] = Redis.ConnectionString;
        var process = HostProcess.Start(program, environment);
        _processes.Add(process);
        return process;
    }
}
