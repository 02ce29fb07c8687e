using ChangeDetection.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace ChangeDetection.Tests.Support;

/// <summary>One redis-server for all tests that do it no harm, started by the first that asks; each test has a key prefix of its own.</summary>
public sealed class SharedRedis : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private RedisServer? _server;

    internal async Task<string> ConnectionStringAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            _server ??= await RedisServer.StartAsync(cancellationToken);
            return _server.ConnectionString;
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _starting.Dispose();
    }
}
