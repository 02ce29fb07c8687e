using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Live;
using ChangeDetection.Infrastructure.Storage.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChangeDetection.Api.Live.Following;

/// <summary>A connection that keeps a copy of everything: it is told all that changed since what it was told last.</summary>
internal sealed class ChangesFollower(HubConnectionContext connection, ChangeFeed feed, IndexFeed index, TimeProvider clock, ILogger logger) : Follower(connection, clock)
{
    private readonly Lock _gate = new();
    private long? _position;

    /// <summary>Follows from a number on.</summary>
    public void FollowFrom(long position)
    {
        lock (_gate)
            _position = position;
    }

    protected override async ValueTask<SerializedHubMessage?> NextAsync(LiveRound round, CancellationToken cancellationToken)
    {
        if (Position() is not { } position || position >= index.Revision)
            return null;
        if (index.LastStep is { } step && step.Changes.From == position)
            return Advance(position, step.Changes, step.Message);
        var changes = await feed.ReadAsync(position, LiveHub.Limit, cancellationToken);
        return Advance(position, changes, Serialized(changes));
    }

    protected override void Failed(Exception failure) => logger.BroadcastFailed(failure);

    /// <summary>The message of changes; written once however many clients get it.</summary>
    public static SerializedHubMessage Serialized(LiveChanges changes) => new(new InvocationMessage(nameof(IWatchClient.WatchesChanged), [LiveChangesView.Of(changes)]));

    private long? Position()
    {
        lock (_gate)
            return _position;
    }

    private SerializedHubMessage? Advance(long from, LiveChanges changes, SerializedHubMessage message)
    {
        lock (_gate)
        {
            // The client asked from another number meanwhile: this is not what it wants.
            if (_position != from || changes.To == from)
                return null;
            _position = changes.To;
            return message;
        }
    }
}
