using ChangeDetection.Core.Live;

namespace ChangeDetection.Core.Listing;

/// <summary>What a list shows and in which order. Two equal queries are one list, however many look at it.</summary>
public sealed record ListQuery
{
    /// <summary>The most characters to search for.</summary>
    public const int LongestText = 200;

    /// <summary>The list a person sees first: everything, newest change first.</summary>
    public static ListQuery Default { get; } = new();

    /// <summary>The identity of the group whose watches are listed; null for all watches.</summary>
    public string? Group { get; init; }

    /// <summary>What label, address or error must contain, whatever its case; null for anything.</summary>
    public string? Text { get; init; }

    /// <summary>Which watches of the scope are listed.</summary>
    public ListState State { get; init; }

    /// <summary>By what the list is ordered; watches that are equal in it are ordered by age, in the same direction.</summary>
    public ListSort Sort { get; init; }

    /// <summary>Whether the list begins with the lowest instead of the highest: the oldest, or the label that comes first for <see cref="ListSort.Label"/> when false.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Whether the watch is in the list's group and has its text, whatever its state.</summary>
    public bool IsInScope(WatchSummary watch) =>
        (Group is null || (watch.Groups?.Contains(Group) ?? false)) && (Text is null || HasText(watch));

    /// <summary>Whether the watch, being in the scope, is listed.</summary>
    public bool HasState(WatchSummary watch) => State switch
    {
        ListState.Unread => watch.IsUnread,
        ListState.Errors => watch.IsFailing,
        ListState.Paused => watch.IsPaused,
        ListState.Queued => watch.Activity is Watches.WatchActivity.Queued,
        ListState.Checking => watch.Activity is Watches.WatchActivity.Checking,
        _ => true,
    };

    private bool HasText(WatchSummary watch) =>
        watch.Label.Contains(Text!, StringComparison.OrdinalIgnoreCase)
        || watch.Url.Contains(Text!, StringComparison.OrdinalIgnoreCase)
        || (watch.Error?.Contains(Text!, StringComparison.OrdinalIgnoreCase) ?? false);
}
