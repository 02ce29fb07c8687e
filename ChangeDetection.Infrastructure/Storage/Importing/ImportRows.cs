using ChangeDetection.Core.Importing;
using ChangeDetection.Core.Scheduling;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Secrets;
using ChangeDetection.Infrastructure.Storage.Watches;

namespace ChangeDetection.Infrastructure.Storage.Importing;

/// <summary>Watches of an import as rows.</summary>
internal static class ImportRows
{
    /// <summary>The row of a watch, with what earlier checks found.</summary>
    /// <param name="import">The watch.</param>
    /// <param name="id">Its identity here.</param>
    /// <param name="draft">What a person set, its groups as they are called here.</param>
    /// <param name="versions">Its versions, oldest first.</param>
    /// <param name="documents">How the draft is stored.</param>
    /// <param name="now">The moment of the import, in epoch milliseconds.</param>
    public static WatchRow Of(ImportedWatch import, WatchId id, WatchDraft draft, IReadOnlyList<SnapshotRow> versions, SealedDocuments documents, long now)
    {
        var row = new WatchRow { Id = id.Value, Url = draft.Url, Settings = "", CreatedAt = Math.Min(import.CreatedAt?.ToUnixTimeMilliseconds() ?? now, now) };
        row.Apply(draft, documents);
        if (import.State is { } state)
            Remember(row, state);
        row.SnapshotCount = versions.Count;
        row.NewestSnapshotNumber = versions.Count;
        row.NewestSnapshotAt = versions.Count > 0 ? versions[^1].TakenAt * 1000 : null;
        row.LastChangedAt = versions.Count >= 2 ? row.NewestSnapshotAt : null;
        row.JudgeUnread();
        return row;
    }

    /// <summary>Sets when the row is due: after its last check, or as one of many new ones.</summary>
    public static void Schedule(WatchRow row, WatchDraft draft, GlobalSettings global, ScheduleDefaults defaults, int batch, long now)
    {
        row.ScheduleVersion = global.ScheduleVersion;
        var interval = CheckSchedule.IntervalOf(GroupMembership.Join(draft.Url, draft.Settings, global.Groups), global, defaults);
        var first = CheckSchedule.FirstAfter(new WatchId(row.Id), DateTimeOffset.FromUnixTimeMilliseconds(now), batch, interval).ToUnixTimeMilliseconds();
        // Overdue ones are spread like new ones: thousands moved in one go must not all be due at once.
        row.NextCheckAt = row.LastCheckedAt is null ? first : Math.Max(first, CheckOffers.NextCheck(row, draft.Settings, global, defaults, now));
    }

    private static void Remember(WatchRow row, WatchState state)
    {
        row.LastCheckedAt = state.LastCheckedAt?.ToUnixTimeMilliseconds();
        row.PageTitle = StorableText.Of(state.PageTitle);
        row.ContentType = StorableText.Of(state.ContentType);
        row.RemoteServer = StorableText.Of(state.RemoteServer);
        row.FetchMilliseconds = (long)state.FetchTime.TotalMilliseconds;
        row.CheckCount = state.CheckCount;
        row.PreviousChecksum = state.PreviousChecksum;
        row.Failure = (int?)state.Failure;
        row.LastError = StorableText.Of(state.LastError);
        row.Offer = state.Offer is { } offer ? OfferJson.Write(offer) : null;
        if (state.LastViewedAt is { } viewed)
            row.LastViewedAt = viewed.ToUnixTimeMilliseconds();
    }
}
