using System.Collections.Concurrent;
using ChangeDetection.Tests.Faults;
using ChangeDetection.Tests.Support;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedGround))]

namespace ChangeDetection.Tests.Faults;

/// <summary>The <see cref="Ground"/>s of the fault tests, each for one test at a time. One that cannot be cleared after a test is not used again.</summary>
public sealed class SharedGround : IAsyncDisposable
{
    private readonly ConcurrentBag<Ground> _idle = [];

    internal async Task<Ground> TakeAsync(CancellationToken cancellationToken) =>
        _idle.TryTake(out var idle) ? idle : await Ground.StartAsync((await TestContext.Current.GetFixture<PostgresCluster>())!, cancellationToken);

    internal async Task ReturnAsync(Ground ground)
    {
        using var limit = new CancellationTokenSource(Eventually.Soon, TimeProvider.System);
        try
        {
            await ground.ClearAsync(limit.Token);
            _idle.Add(ground);
        }
        catch (Exception failure) when (failure is HttpRequestException or NpgsqlException or IOException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            await ground.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ground in _idle)
            await ground.DisposeAsync();
    }
}
