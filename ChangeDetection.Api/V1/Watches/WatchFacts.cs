using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.V1.Watches;

/// <summary>What v1 computes from a watch. Moments are epoch seconds, 0 for never.</summary>
internal sealed record WatchFacts(long LastChecked, long LastChanged, long LastViewed, bool IsViewed, string Link)
{
    public static WatchFacts Of(Watch watch)
    {
        var lastViewed = Seconds(watch.State.LastViewedAt);
        return new WatchFacts(
            Seconds(watch.State.LastCheckedAt),
            watch.State.SnapshotCount < 2 ? 0 : Seconds(watch.State.NewestSnapshotAt),
            lastViewed,
            lastViewed != 0 && lastViewed >= Seconds(watch.State.NewestSnapshotAt),
            V1Url.TryParse(watch.Url, out var url) ? url.Uri.AbsoluteUri : "DISABLED");
    }

    private static long Seconds(DateTimeOffset? moment) => moment?.ToUnixTimeSeconds() ?? 0;
}
