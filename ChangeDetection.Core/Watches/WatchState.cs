using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Restock;

namespace ChangeDetection.Core.Watches;

/// <summary>What the system knows about a watch from its checks; never edited by a person.</summary>
public sealed record WatchState
{
    /// <summary>Whether the watch waits, is queued, or is being checked.</summary>
    public WatchActivity Activity { get; init; }

    /// <summary>When the check that runs now began; null when none runs.</summary>
    public DateTimeOffset? CheckingSince { get; init; }

    /// <summary>When the next scheduled check is due.</summary>
    public DateTimeOffset NextCheckAt { get; init; }

    /// <summary>When the last check began; null before the first one.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }

    /// <summary>When the newest version was stored that differs from one before it; null with fewer than two versions.</summary>
    public DateTimeOffset? LastChangedAt { get; init; }

    /// <summary>When a person last looked at the difference; null when never.</summary>
    public DateTimeOffset? LastViewedAt { get; init; }

    /// <summary>Whether the newest version has not been looked at; false with fewer than two versions.</summary>
    public bool IsUnread { get; init; }

    /// <summary>How the last check failed; null when it succeeded.</summary>
    public CheckFailure? Failure { get; init; }

    /// <summary>The last check's error for people; null when it succeeded.</summary>
    public string? LastError { get; init; }

    /// <summary>The page's own title from the last successful check.</summary>
    public string? PageTitle { get; init; }

    /// <summary>The last answer's Content-Type header.</summary>
    public string? ContentType { get; init; }

    /// <summary>The last answer's Server header in lower case.</summary>
    public string? RemoteServer { get; init; }

    /// <summary>How long the last check took from its start to its commit.</summary>
    public TimeSpan FetchTime { get; init; }

    /// <summary>How many checks have ended, whatever their outcome.</summary>
    public long CheckCount { get; init; }

    /// <summary>How many versions are stored.</summary>
    public int SnapshotCount { get; init; }

    /// <summary>When the newest version was stored; null when there is none.</summary>
    public DateTimeOffset? NewestSnapshotAt { get; init; }

    /// <summary>Checksum (lower-case hexadecimal MD5, as v1 clients know it) of the last accepted text; null before the first.</summary>
    public string? PreviousChecksum { get; init; }

    /// <summary>Hash of the bytes the last check judged; null when not known.</summary>
    public string? RawChecksum { get; init; }

    /// <summary>The rules under which the last check judged; null when not known.</summary>
    public string? RulesFingerprint { get; init; }

    /// <summary>The rule that kept the last check's page from counting; null when none did.</summary>
    public BlockingRule? BlockedBy { get; init; }

    /// <summary>What a person reads about <see cref="BlockedBy"/>.</summary>
    public string? BlockedReason { get; init; }

    /// <summary>What the shop page offered at the last check; null when the watch follows no offer.</summary>
    public Offer? Offer { get; init; }

    /// <summary>What the site gave to ask by at the next check; null when it gave nothing.</summary>
    public PageValidators? Validators { get; init; }

    /// <summary>How many answers in a row were "not modified".</summary>
    public int NotModifiedCount { get; init; }

    /// <summary>Whether the schedule leaves the watch alone because too many workers died with it.</summary>
    public bool IsSetAside { get; init; }

    /// <summary>Whether the wanted check waits for the page's host, which has enough checks running or asked to be left alone.</summary>
    public bool IsWaitingForHost { get; init; }

    /// <summary>Names the icon of the site, by <see cref="Icons.SiteIcon.Id"/>; null when none is known.</summary>
    public string? IconId { get; init; }

    /// <summary>When the icon was last looked for; null when never at this address.</summary>
    public DateTimeOffset? IconSoughtAt { get; init; }

    /// <summary>The number of the last change to this row in the store's one sequence of changes.</summary>
    public long Revision { get; init; }

    /// <summary>What earlier checks left for the next one.</summary>
    public CheckBaseline ToBaseline() => new()
    {
        PreviousChecksum = PreviousChecksum,
        RawChecksum = RawChecksum,
        RulesFingerprint = RulesFingerprint,
        WasSuccess = LastCheckedAt is not null && Failure is null && BlockedBy is null,
        Offer = Offer,
    };
}
