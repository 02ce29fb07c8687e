using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Watches;
using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live.Following;

/// <summary>One look at the index for all who follow it: clients that show the same share the reading, the comparing and the writing of the message. Used by one thread.</summary>
internal sealed class LiveRound(WatchIndex index, LiveSurroundings surroundings, IReadOnlyDictionary<WatchId, string> notes)
{
    private static readonly IReadOnlyDictionary<WatchId, string> NoNotes = new Dictionary<WatchId, string>();

    private readonly Dictionary<(ListQuery Query, int First, int Count), ShownPart> _parts = [];
    private readonly Dictionary<(ShownPart? Before, ShownPart Now, int View, bool IsPulse), SerializedHubMessage?> _messages = [];

    public LiveRound(WatchIndex index, LiveSurroundings surroundings)
        : this(index, surroundings, NoNotes)
    {
    }

    /// <summary>A newer look, without words about checks that are over by now.</summary>
    public LiveRound Renewed() => new(index, surroundings);

    /// <summary>The part as it is now.</summary>
    public ShownPart PartOf(ListView view)
    {
        var key = (view.Query, view.First, view.Count);
        if (!_parts.TryGetValue(key, out var part))
            _parts[key] = part = new ShownPart(index.Read(view.Query, view.First, view.Count), surroundings.Groups(index), surroundings.Notices);
        return part;
    }

    /// <summary>The message from one part to the next; null when a client would see no difference and needs no pulse.</summary>
    public SerializedHubMessage? MessageOf(int view, ShownPart? before, ShownPart now, bool isPulse)
    {
        var key = (before, now, view, isPulse);
        if (!_messages.TryGetValue(key, out var message))
        {
            var update = now.Since(view, before, notes);
            _messages[key] = message = isPulse || update.SaysSomething() ? Serialized(update) : null;
        }

        return message;
    }

    private static SerializedHubMessage Serialized(ListUpdate update) => new(new Microsoft.AspNetCore.SignalR.Protocol.InvocationMessage(nameof(IWatchClient.ListChanged), [update]));
}
