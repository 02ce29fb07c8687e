using System.Text.Json.Serialization;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Live;

/// <summary>What a list shows of a watch: one row, complete, so that the last one received is always right.</summary>
public sealed record WatchSummary
{
    /// <summary>The watch.</summary>
    public required WatchId Id { get; init; }

    /// <summary>The number of this state in the store's one sequence of changes.</summary>
    public required long Revision { get; init; }

    /// <summary>The address.</summary>
    public required string Url { get; init; }

    /// <summary>The address as a browser opens it.</summary>
    public required string Link { get; init; }

    /// <summary>What lists call the watch.</summary>
    public required string Label { get; init; }

    /// <summary>When the watch was made, in epoch milliseconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>What is happening with it right now.</summary>
    public required WatchActivity Activity { get; init; }

    /// <summary>Whether scheduled checks are off.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Whether notifications are off.</summary>
    public required bool IsMuted { get; init; }

    /// <summary>Whether the site need not prove with a certificate that it is the one asked for.</summary>
    public bool SkipsTlsCheck { get; init; }

    /// <summary>Whether there is a change nobody has looked at.</summary>
    public required bool IsUnread { get; init; }

    /// <summary>The last check's error, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Why the page as it is now does not count, or null.</summary>
    public string? Blocked { get; init; }

    /// <summary>When the last check began, in epoch milliseconds, or null.</summary>
    public long? LastCheckedAt { get; init; }

    /// <summary>When the last change was stored, in epoch milliseconds, or null.</summary>
    public long? LastChangedAt { get; init; }

    /// <summary>How long the last check took, in milliseconds.</summary>
    public long FetchMilliseconds { get; init; }

    /// <summary>How many versions are stored.</summary>
    public int SnapshotCount { get; init; }

    /// <summary>Whether the last check failed.</summary>
    [JsonIgnore]
    public bool IsFailing { get; init; }

    /// <summary>The identities of the watch's groups; null when it is in none.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>When the check that runs now began, in epoch milliseconds; null when none runs.</summary>
    public long? CheckingSince { get; init; }

    /// <summary>The moment before which the schedule does nothing, in epoch milliseconds, or null.</summary>
    public long? SnoozedUntil { get; init; }

    /// <summary>Names the site's icon, at <c>/api/v2/icons/{icon}</c>; null when none is known.</summary>
    public string? Icon { get; init; }

    /// <summary>The row for a watch.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="groups">The groups of the installation, for those it is in by its address.</param>
    public static WatchSummary From(Watch watch, IReadOnlyList<WatchGroup> groups) => new()
    {
        Id = watch.Id,
        Revision = watch.State.Revision,
        Url = watch.Url,
        Link = watch.Link,
        Label = watch.Label,
        CreatedAt = watch.CreatedAt.ToUnixTimeMilliseconds(),
        Activity = watch.State.Activity,
        IsPaused = watch.IsPaused,
        IsMuted = watch.IsMuted,
        SkipsTlsCheck = !watch.Settings.VerifyTls,
        IsUnread = watch.State.IsUnread,
        Error = watch.State.LastError,
        Blocked = watch.State.BlockedReason,
        LastCheckedAt = watch.State.LastCheckedAt?.ToUnixTimeMilliseconds(),
        LastChangedAt = watch.State.LastChangedAt?.ToUnixTimeMilliseconds(),
        FetchMilliseconds = (long)watch.State.FetchTime.TotalMilliseconds,
        SnapshotCount = watch.State.SnapshotCount,
        IsFailing = watch.State.Failure is not null,
        Groups = GroupMembership.Join(watch.Url, watch.Settings, groups).Tags is { Count: > 0 } joined ? joined : null,
        CheckingSince = watch.State.CheckingSince?.ToUnixTimeMilliseconds(),
        Icon = watch.State.IconId,
        SnoozedUntil = watch.Settings.SnoozedUntil?.ToUnixTimeMilliseconds(),
    };
}
