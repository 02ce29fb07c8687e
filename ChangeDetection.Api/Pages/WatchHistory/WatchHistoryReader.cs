using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.History;

namespace ChangeDetection.Api.Pages.WatchHistory;

/// <summary>Gathers what the history page shows.</summary>
internal sealed class WatchHistoryReader(SnapshotArchive archive, CheckLog log)
{
    private const int ChecksShown = 20;

    /// <summary>The view of two versions; by default the newest and the one before.</summary>
    public async Task<WatchHistoryView> ReadAsync(Watch watch, int? from, int? to, CancellationToken cancellationToken)
    {
        var versions = await archive.ListAsync(watch.Id, cancellationToken);
        var newest = versions.Count == 0 ? 0 : versions[^1].Number;
        var newer = to ?? newest;
        var older = from ?? (versions.Count > 1 ? newer - 1 : null);
        var view = new WatchHistoryView
        {
            Id = watch.Id,
            Label = watch.Label,
            Url = watch.Url,
            Link = watch.Link,
            IsUnread = watch.State.IsUnread && newer == newest,
            Versions = versions,
            Checks = await log.ReadAsync(watch.Id, ChecksShown, cancellationToken),
            From = older < versions.FirstOrDefault()?.Number && from is null ? null : older,
            To = newer,
        };
        return versions.Count == 0 ? view : await ReadTextsAsync(view, cancellationToken);
    }

    private async Task<WatchHistoryView> ReadTextsAsync(WatchHistoryView view, CancellationToken cancellationToken)
    {
        try
        {
            var newer = await archive.ReadAsync(view.Id, view.To, cancellationToken);
            var older = view.From is { } number ? await archive.ReadAsync(view.Id, number, cancellationToken) : null;
            if (newer is null || (view.From is not null && older is null))
                return view with { Problem = "There is no such version. Choose two of the list." };
            return older is null ? view with { Text = newer } : view.Comparing(older, newer);
        }
        catch (DamagedContentException damaged)
        {
            return view with { Problem = damaged.Message };
        }
    }
}
