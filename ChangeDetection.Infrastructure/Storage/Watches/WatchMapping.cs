using System.Text.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Politeness;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Secrets;

namespace ChangeDetection.Infrastructure.Storage.Watches;

/// <summary>Rows to domain words and back.</summary>
internal static class WatchMapping
{
    /// <summary>The watch with its secrets.</summary>
    public static Watch ToWatch(this WatchRow row, SealedDocuments documents) => row.ToWatch(documents.ReadWatch);

    /// <summary>The watch with its secrets sealed, for those who have no use for them.</summary>
    public static Watch ToOutline(this WatchRow row) => row.ToWatch(SealedDocuments.ReadOutline);

    private static Watch ToWatch(this WatchRow row, Func<string, WatchSettings> read)
    {
        var (settings, problem) = ReadSettings(row.Settings, read);
        return new Watch
        {
            Id = new WatchId(row.Id),
            Url = row.Url,
            CreatedAt = ToMoment(row.CreatedAt),
            IsPaused = row.IsPaused,
            IsMuted = row.IsMuted,
            Settings = settings,
            SettingsProblem = problem,
            State = ToState(row),
        };
    }

    /// <summary>Writes what a person decides; the caller judges what that means for a running check.</summary>
    public static void Apply(this WatchRow row, WatchDraft draft, SealedDocuments documents)
    {
        if (row.Url != draft.Url)
            row.IconSoughtAt = null;
        row.Url = draft.Url;
        row.Host = HostKey.Of(draft.Url);
        row.IsPaused = draft.IsPaused;
        row.IsMuted = draft.IsMuted;
        row.Settings = documents.Write(draft.Settings, row.Settings);
        row.LastViewedAt = draft.LastViewedAt?.ToUnixTimeMilliseconds();
        row.JudgeUnread();
    }

    /// <summary>A watch is unread while its newest version, not its first, is younger than the last look at it.</summary>
    public static void JudgeUnread(this WatchRow row) =>
        row.IsUnread = row.SnapshotCount >= 2 && (row.LastViewedAt is null || row.LastViewedAt < row.NewestSnapshotAt);

    /// <summary>As if no version had ever been stored; a running check compares with what is gone, so it is void.</summary>
    public static void ForgetHistory(this WatchRow row)
    {
        (row.SnapshotCount, row.NewestSnapshotNumber, row.NewestSnapshotAt) = (0, 0, null);
        (row.LastChangedAt, row.LastViewedAt, row.IsUnread) = (null, null, false);
        (row.PreviousChecksum, row.RawChecksum, row.RulesFingerprint, row.Offer) = (null, null, null, null);
        (row.Validators, row.NotModifiedCount, row.BlockedBy, row.BlockedReason) = (null, 0, null, null);
        if (row.LeaseOwner is not null)
            row.DropCheck();
    }

    public static WatchActivity ActivityOf(WatchRow row) => row switch
    {
        { LeaseOwner: not null } => WatchActivity.Checking,
        { QueuedAt: not null } => WatchActivity.Queued,
        _ => WatchActivity.Idle,
    };

    // One damaged row must not take the list, or the checks of all others, with it (invariant I-20).
    private static (WatchSettings Settings, string? Problem) ReadSettings(string document, Func<string, WatchSettings> read)
    {
        try
        {
            return (read(document), null);
        }
        catch (JsonException damage)
        {
            return (new WatchSettings(), $"The stored settings of this watch are damaged; save them anew. {damage.Message}");
        }
    }

    private static WatchState ToState(WatchRow row) => new()
    {
        Activity = ActivityOf(row),
        CheckingSince = row.LeaseOwner is null ? null : ToMoment(row.CheckingSince),
        NextCheckAt = ToMoment(row.NextCheckAt),
        LastCheckedAt = ToMoment(row.LastCheckedAt),
        LastChangedAt = ToMoment(row.LastChangedAt),
        LastViewedAt = ToMoment(row.LastViewedAt),
        IsUnread = row.IsUnread,
        Failure = (CheckFailure?)row.Failure,
        LastError = row.LastError,
        PageTitle = row.PageTitle,
        ContentType = row.ContentType,
        RemoteServer = row.RemoteServer,
        FetchTime = TimeSpan.FromMilliseconds(row.FetchMilliseconds),
        CheckCount = row.CheckCount,
        SnapshotCount = row.SnapshotCount,
        NewestSnapshotAt = ToMoment(row.NewestSnapshotAt),
        PreviousChecksum = row.PreviousChecksum,
        RawChecksum = row.RawChecksum,
        RulesFingerprint = row.RulesFingerprint,
        BlockedBy = (BlockingRule?)row.BlockedBy,
        BlockedReason = row.BlockedReason,
        Offer = OfferJson.Read(row.Offer),
        Validators = row.Validators is { } validators ? JsonSerializer.Deserialize<PageValidators>(validators) : null,
        NotModifiedCount = row.NotModifiedCount,
        IsSetAside = row.IsSetAside,
        IsWaitingForHost = row.IsParked,
        IconId = row.IconId,
        IconSoughtAt = ToMoment(row.IconSoughtAt),
        Revision = row.Revision,
    };

    private static DateTimeOffset ToMoment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? ToMoment(long? milliseconds) => milliseconds is { } value ? ToMoment(value) : null;
}
