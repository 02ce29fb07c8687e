using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Listing;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live.Following;

/// <summary>A connection that shows a part of a list: it is told how that part differs from what it was told last.</summary>
internal sealed class ViewFollower(HubConnectionContext connection, WatchIndex index, TimeProvider clock, ILogger logger) : Follower(connection, clock), IDisposable
{
    /// <summary>How often a client hears something although nothing changed, so that both know that the line is open and the lists are the same.</summary>
    public static readonly TimeSpan PulseEvery = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private ListView? _view;
    private ShownPart? _shown;
    private long _spokeAt;
    private bool _isOver;

    /// <summary>Shows another list from now on, whole; false when too many different lists are looked at already.</summary>
    public bool TryFollow(ListView view)
    {
        if (!index.TryHold(view.Query))
            return false;
        lock (_gate)
        {
            // What the client asked for before, but arrives later, is void.
            if (_isOver || _view?.Number >= view.Number)
            {
                index.LetGo(view.Query);
                return true;
            }

            if (_view is not null)
                index.LetGo(_view.Query);
            (_view, _shown) = (view, null);
            return true;
        }
    }

    /// <summary>Shows another part of the same list from now on; false when no list is followed.</summary>
    public bool TryLook(ViewRequest request)
    {
        lock (_gate)
        {
            if (_view is null)
                return false;
            if (request.View > _view.Number)
                _view = _view with { Number = request.View, First = request.First, Count = request.Count };
            return true;
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isOver && _view is not null)
                index.LetGo(_view.Query);
            _isOver = true;
        }
    }

    protected override ValueTask<SerializedHubMessage?> NextAsync(LiveRound round, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_view is null || _isOver)
                return default;
            var now = round.PartOf(_view);
            var isPulse = Clock.GetElapsedTime(_spokeAt) >= PulseEvery;
            if (round.MessageOf(_view.Number, _shown, now, isPulse) is not { } message)
                return default;
            (_shown, _spokeAt) = (now, Clock.GetTimestamp());
            return new(message);
        }
    }

    protected override void Failed(Exception failure) => logger.BroadcastFailed(failure);
}
