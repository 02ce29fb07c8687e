using ChangeDetection.Api.Live.Following;
using ChangeDetection.Api.Security;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Infrastructure.Storage.Access;
using ChangeDetection.ServiceDefaults;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live;

/// <summary>
/// Whether the connections that were let in may still be here (invariant I-32): within seconds those are closed whose key does not count
/// any more, whose session ended, or who came before there was anybody to sign in.
/// </summary>
internal sealed class LiveAccess(
    ApiAccess main, KeyStore keys, SessionStore sessions, OpenAccess open, LiveConnections connections, TimeProvider clock, ILogger<LiveAccess> logger)
    : PeriodicLoop(TimeSpan.FromSeconds(2), clock, logger)
{
    protected override async Task TurnAsync(CancellationToken cancellationToken)
    {
        if (connections.Any(connection => Of(connection) is { Means: Means.Key }))
            await CloseKeysAsync(cancellationToken);
        if (connections.Any(connection => Of(connection) is { Means: Means.Session }))
            await CloseSessionsAsync(cancellationToken);
        if (connections.Any(connection => Of(connection) is { Means: Means.Open }) && await open.HasDoorAsync(cancellationToken))
            connections.Close(connection => Of(connection) is { Means: Means.Open });
    }

    private async Task CloseKeysAsync(CancellationToken cancellationToken)
    {
        var key = await main.ReadAsync(cancellationToken);
        var named = (await keys.ListAsync(cancellationToken)).Select(each => each.Id).ToHashSet();
        connections.Close(connection => Of(connection) is { Means: Means.Key } visitor && !(visitor.KeyId is { } id ? named.Contains(id) : key.Matches(KeyOf(connection))));
    }

    private async Task CloseSessionsAsync(CancellationToken cancellationToken)
    {
        var there = connections.Where(connection => Of(connection)?.SessionId);
        var lasting = (await sessions.ReadAsync(there, cancellationToken)).Select(session => session.Id).ToHashSet(StringComparer.Ordinal);
        connections.Close(connection => Of(connection)?.SessionId is { } session && there.Contains(session) && !lasting.Contains(session));
    }

    private static Visitor? Of(LiveConnection connection) => Visitor.Of(connection.Context.User);

    private static string? KeyOf(LiveConnection connection) => connection.Context.GetHttpContext() is { } context ? KeyAccess.Of(context.Request) : null;
}
