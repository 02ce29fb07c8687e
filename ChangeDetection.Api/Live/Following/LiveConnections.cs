using System.Collections.Concurrent;
using ChangeDetection.Core.Listing;
using ChangeDetection.Infrastructure.Storage.Live;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live.Following;

/// <summary>The open connections of this process and what each follows.</summary>
internal sealed class LiveConnections(
    WatchIndex index, ChangeFeed feed, IndexFeed indexFeed, LiveSurroundings surroundings, TimeProvider clock, ILogger<LiveConnections> logger, ILogger<DefaultHubLifetimeManager<LiveHub>> hubLogger)
    : DefaultHubLifetimeManager<LiveHub>(hubLogger)
{
    private readonly ConcurrentDictionary<string, LiveConnection> _open = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        _open[connection.ConnectionId] = new LiveConnection(
            connection, new ViewFollower(connection, index, clock, logger), new ChangesFollower(connection, feed, indexFeed, clock, logger));
        await base.OnConnectedAsync(connection);
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (_open.TryRemove(connection.ConnectionId, out var gone))
            gone.View.Dispose();
        await base.OnDisconnectedAsync(connection);
    }

    /// <summary>The connection of a caller.</summary>
    public LiveConnection Of(string connectionId) => _open[connectionId];

    /// <summary>Tells every connection what is new to it. Waits for nobody.</summary>
    /// <param name="round">The look they share.</param>
    public void Pump(LiveRound round)
    {
        foreach (var connection in _open.Values)
        {
            connection.View.Pump(round);
            connection.Changes.Pump(round);
        }
    }

    /// <summary>A look at what is true now.</summary>
    public LiveRound Look() => new(index, surroundings);

    /// <summary>Whether there is such a connection.</summary>
    public bool Any(Func<LiveConnection, bool> condition) => _open.Values.Any(condition);

    /// <summary>What the connections have, each once.</summary>
    public HashSet<string> Where(Func<LiveConnection, string?> what) => [.. _open.Values.Select(what).OfType<string>()];

    /// <summary>Ends the connections of a kind.</summary>
    public void Close(Func<LiveConnection, bool> condition)
    {
        foreach (var connection in _open.Values.Where(condition))
            connection.Context.Abort();
    }
}
