using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Api.Live.Following;
using ChangeDetection.Api.Live.Operating;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Live;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live;

/// <summary>The live connection. A client follows a part of a list, or all changes from a number on, and tells what shall be done with watches. Contract: docs/live.md.</summary>
internal sealed class LiveHub : Hub<IWatchClient>
{
    /// <summary>The most rows in one answer.</summary>
    public const int Limit = 500;

    /// <summary>The most rows of a list that a client shows at a time.</summary>
    public const int LargestPart = 200;

    private readonly ChangeFeed _changes;
    private readonly IndexFeed _feed;
    private readonly LiveConnections _connections;
    private readonly WatchOperations _operations;
    private readonly TimeProvider _clock;

    public LiveHub(ChangeFeed changes, IndexFeed feed, LiveConnections connections, WatchOperations operations, TimeProvider clock) =>
        (_changes, _feed, _connections, _operations, _clock) = (changes, feed, connections, operations, clock);

    /// <summary>Shows a list from now on. The first update is the whole; then come differences.</summary>
    /// <param name="request">The part.</param>
    public async Task Follow(ViewRequest request)
    {
        var view = Read(request);
        await _feed.TryCatchUpAsync(Context.ConnectionAborted);
        var connection = _connections.Of(Context.ConnectionId);
        if (!connection.View.TryFollow(view))
            throw new HubException("Too many different lists are looked at right now. Close some, or try again in a moment.");
        connection.View.Pump(_connections.Look());
    }

    /// <summary>Shows another part of the same list from now on; the next update tells only what the part before did not have.</summary>
    /// <param name="request">The part; its list is not looked at.</param>
    public void Look(ViewRequest request)
    {
        Read(request);
        var connection = _connections.Of(Context.ConnectionId);
        if (!connection.View.TryLook(request))
            throw new HubException("Nothing is followed yet: call Follow first.");
        connection.View.Pump(_connections.Look());
    }

    /// <summary>Follows all changes from a number on, and gives what changed since; what happens later arrives as <see cref="IWatchClient.WatchesChanged"/>.</summary>
    /// <param name="epoch">The store the client's number belongs to, or null when it has none.</param>
    /// <param name="since">The client's number.</param>
    public async Task<LiveChangesView> FollowChanges(string? epoch, long since)
    {
        var changes = await _changes.ReadAsync(Math.Max(0, since), Limit, Context.ConnectionAborted);
        var view = LiveChangesView.For(changes, epoch, since);
        // A client that has more to ask for, or must start afresh, comes again and is told nothing until then.
        if (view is { StartAfresh: false, HasMore: false })
            _connections.Of(Context.ConnectionId).Changes.FollowFrom(view.To);
        return view;
    }

    /// <summary>Does something with watches and tells how it went.</summary>
    /// <param name="request">What, and with which.</param>
    public async Task<OperationResult> Operate(OperationRequest request)
    {
        if (Visitor.Of(Context.User) is not { Role: >= AccessRole.Editor })
            throw new HubException("The role viewer may look and not change. Ask an admin of this installation.");
        var problems = new FieldProblems();
        var result = await _operations.RunAsync(request ?? throw new HubException("The operation is missing."), problems, Context.ConnectionAborted);
        return result ?? throw new HubException(Words(problems));
    }

    /// <summary>Answers at once: the server's time, and the way by which the client came.</summary>
    public PingAnswer Ping() =>
        new(_clock.GetUtcNow().ToUnixTimeMilliseconds(), LiveTransports.NameOf(Context.Features.Get<IHttpTransportFeature>()?.TransportType ?? HttpTransportType.None));

    private static ListView Read(ViewRequest? request)
    {
        var problems = new FieldProblems();
        var query = (request?.List ?? new ListRequest()).Read(problems);
        if (request is null)
            problems.Add("request", "The view is missing.");
        else if (request.First < 0 || request.Count is < 0 or > LargestPart)
            problems.Add("count", $"Ask for 0 to {LargestPart} rows, from place 0 on.");
        return problems.IsEmpty ? new ListView(request!.View, query, request.First, request.Count) : throw new HubException(Words(problems));
    }

    private static string Words(FieldProblems problems) => string.Join(' ', problems.ByField.Select(problem => $"{problem.Key}: {string.Join(' ', problem.Value)}"));
}
