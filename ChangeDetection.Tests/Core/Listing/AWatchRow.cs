using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Tests.Core.Listing;

/// <summary>Rows of lists as tests need them.</summary>
internal static class AWatchRow
{
    public static WatchSummary Of(WatchId id, long revision, string label = "page") => new()
    {
        Id = id,
        Revision = revision,
        Url = $"https://example.com/{label}",
        Link = $"https://example.com/{label}",
        Label = label,
        CreatedAt = 1,
        Activity = WatchActivity.Idle,
        IsPaused = false,
        IsMuted = false,
        IsUnread = false,
    };

    /// <summary>Any state a watch can be in.</summary>
    public static WatchSummary Random(WatchId id, long revision, Random dice) => Of(id, revision, $"{(dice.Next(2) == 0 ? "News" : "town")} {dice.Next(20)}") with
    {
        CreatedAt = dice.Next(50),
        Activity = (WatchActivity)dice.Next(3),
        IsPaused = dice.Next(4) == 0,
        IsMuted = dice.Next(4) == 0,
        IsUnread = dice.Next(4) == 0,
        IsFailing = dice.Next(4) == 0,
        Error = dice.Next(4) == 0 ? "no NEWS today" : null,
        LastCheckedAt = dice.Next(3) == 0 ? null : dice.Next(100),
        LastChangedAt = dice.Next(3) == 0 ? null : dice.Next(100),
        Groups = dice.Next(3) switch { 0 => null, 1 => ["a"], _ => ["a", "b"] },
    };

    public static LiveChanges Changes(long to, IReadOnlyList<WatchSummary> updated, IReadOnlyList<WatchId> removed, string epoch = "epoch") =>
        new(epoch, 0, to, updated, removed, new LiveTotals((int)to, 0, 0, 0, 0, 0), HasMore: false);
}
