using ChangeDetection.Api.Live.Following;
using ChangeDetection.Api.Security;
using ChangeDetection.Api.V1.Access;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live;

/// <summary>
/// Whether a connection may be here, when it comes and as long as it stays. One that shows a key must show the right one, and is closed
/// within seconds when that key no longer counts; browsers show none and are judged by their origin at the handshake.
/// </summary>
internal sealed class LiveAccess(ApiAccess access, LiveConnections connections, TimeProvider clock, ILogger<LiveAccess> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Refuses a caller whose key is wrong.</summary>
    public async Task AdmitAsync(HubCallerContext caller, CancellationToken cancellationToken)
    {
        var given = KeyOf(caller.GetHttpContext());
        if (given is not null && !(await access.ReadAsync(cancellationToken)).Matches(given))
            throw new HubException("The API key is wrong.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
#pragma warning disable CA1031 // One turn of a hosted loop: a failed turn is logged and must not end the loop.
            try
            {
                if (connections.Any(HasKey))
                    Close(await access.ReadAsync(stoppingToken));
            }
            catch (Exception failure)
            {
                if (!stoppingToken.IsCancellationRequested)
                    logger.BroadcastFailed(failure);
            }
#pragma warning restore CA1031
            await Task.Delay(Period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Close(ApiKey key) => connections.Close(connection => HasKey(connection) && !key.Matches(KeyOf(connection.Context.GetHttpContext())));

    private static bool HasKey(LiveConnection connection) => KeyOf(connection.Context.GetHttpContext()) is not null;

    private static string? KeyOf(HttpContext? request) => request?.Request.Headers[ApiKeyHandler.HeaderName] is [var key] ? key : null;
}
