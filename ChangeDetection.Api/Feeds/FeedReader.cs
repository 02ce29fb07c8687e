using System.Globalization;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.History;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Api.Feeds;

/// <summary>Gathers what feeds tell (peer behaviour, section 8.6).</summary>
internal sealed class FeedReader(WatchCatalog catalog, SnapshotArchive archive)
{
    private const string Maker = "ChangeDetection";

    /// <summary>The newest change of each watch that nobody has looked at.</summary>
    /// <param name="address">Where the feed is read.</param>
    /// <param name="global">The installation's settings.</param>
    /// <param name="group">The group the watches are in; null for all watches.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyList<FeedEntry>> ReadUnreadAsync(FeedAddress address, GlobalSettings global, WatchGroup? group, CancellationToken cancellationToken)
    {
        var entries = new List<FeedEntry>();
        foreach (var watch in await catalog.ListUnreadAsync(cancellationToken))
        {
            var groups = GroupMembership.Of(watch.Url, watch.Settings.Tags, global.Groups);
            if (watch.IsMuted && global.RssHideMutedWatches || group is not null && !groups.Contains(group))
                continue;
            entries.Add(new FeedEntry(watch, watch.State.NewestSnapshotAt!.Value, watch.Label, address.History(watch), Titles(groups)));
        }

        return entries;
    }

    /// <summary>The feed of all watches.</summary>
    public async Task<Feed> ReadAllAsync(FeedAddress address, GlobalSettings global, CancellationToken cancellationToken) =>
        new($"{address.Root}rss", Maker, "What changed and has not been looked at", address.Root, address.Self, await ReadUnreadAsync(address, global, null, cancellationToken));

    /// <summary>The feed of a group.</summary>
    public async Task<Feed> ReadGroupAsync(FeedAddress address, GlobalSettings global, WatchGroup group, CancellationToken cancellationToken)
    {
        var entries = await ReadUnreadAsync(address, global, group, cancellationToken);
        return new Feed(
            $"{address.Root}rss/tag/{group.Id}", $"{Maker} - {group.Title}", $"Changes for watches tagged with {group.Title}", $"{address.Root}?group={Uri.EscapeDataString(group.Id)}",
            address.Self, [.. entries.Select(WithMoment)]);
    }

    /// <summary>The last changes of a watch, looked at or not; null when there are fewer than two versions.</summary>
    public async Task<Feed?> ReadWatchAsync(FeedAddress address, GlobalSettings global, Watch watch, CancellationToken cancellationToken)
    {
        var versions = await archive.ListAsync(watch.Id, cancellationToken);
        if (versions.Count < 2)
            return null;
        var titles = Titles(GroupMembership.Of(watch.Url, watch.Settings.Tags, global.Groups));
        var changed = versions.Skip(1).Reverse();
        var told = global.RssDiffLength > 0 ? changed.Take(global.RssDiffLength) : changed;
        var title = watch.Label == watch.Url ? $"{Maker} - {watch.Url}" : $"{Maker} - {watch.Label} ({watch.Url})";
        return new Feed(
            $"urn:uuid:{watch.Id}", title, "Changes", address.History(watch), address.Self,
            [.. told.Select(version => WithMoment(new FeedEntry(watch, version.TakenAt, watch.Label, address.History(watch, version.Number), titles)))]);
    }

    private static FeedEntry WithMoment(FeedEntry entry) =>
        entry with { Title = $"{entry.Title} - Change @ {entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC" };

    private static IReadOnlyList<string> Titles(IReadOnlyList<WatchGroup> groups) => [.. groups.Select(group => group.Title)];
}
