using ChangeDetection.Tests.Support;
using Npgsql;

namespace ChangeDetection.Tests.Faults;

/// <summary>One <see cref="Ground"/> for all fault tests, one after the other. One that cannot be cleared after a test is not used again.</summary>
public sealed class SharedGround(PostgresCluster cluster) : IAsyncDisposable
{
    private Ground? _idle;

    internal async Task<Ground> TakeAsync(CancellationToken cancellationToken)
    {
        var ground = _idle ?? await Ground.StartAsync(cluster, cancellationToken);
        _idle = null;
        return ground;
    }

    internal async Task ReturnAsync(Ground ground)
    {
        using var limit = new CancellationTokenSource(Eventually.Soon, TimeProvider.System);
        try
        {
            await ground.ClearAsync(limit.Token);
            _idle = ground;
        }
        catch (Exception failure) when (failure is HttpRequestException or NpgsqlException or IOException or System.Net.Sockets.SocketException or OperationCanceledException)
        {
            await ground.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => _idle?.DisposeAsync() ?? ValueTask.CompletedTask;
}
