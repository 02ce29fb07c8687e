using ChangeDetection.Api.Live.Following;
using ChangeDetection.Api.Security;
using ChangeDetection.Api.V1.Access;
using ChangeDetection.ServiceDefaults;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live;

/// <summary>
/// Whether a connection may be here, when it comes and as long as it stays. One that shows a key must show the right one, and is closed
/// within seconds when that key no longer counts; browsers show none and are judged by their origin at the handshake.
/// </summary>
internal sealed class LiveAccess(ApiAccess access, LiveConnections connections, TimeProvider clock, ILogger<LiveAccess> logger) : PeriodicLoop(TimeSpan.FromSeconds(2), clock, logger)
{
    /// <summary>Refuses a caller whose key is wrong.</summary>
    public async Task AdmitAsync(HubCallerContext caller, CancellationToken cancellationToken)
    {
        var given = KeyOf(caller.GetHttpContext());
        if (given is not null && !(await access.ReadAsync(cancellationToken)).Matches(given))
            throw new HubException("The API key is wrong.");
    }

    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        if (connections.Any(HasKey))
            Close(await access.ReadAsync(cancellationToken));
    }

    private void Close(ApiKey key) => connections.Close(connection => HasKey(connection) && !key.Matches(KeyOf(connection.Context.GetHttpContext())));

    private static bool HasKey(LiveConnection connection) => KeyOf(connection.Context.GetHttpContext()) is not null;

    private static string? KeyOf(HttpContext? request) => request?.Request.Headers[ApiKeyHandler.HeaderName] is [var key] ? key : null;
}
