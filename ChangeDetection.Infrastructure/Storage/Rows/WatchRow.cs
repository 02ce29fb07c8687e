namespace ChangeDetection.Infrastructure.Storage.Rows;

/// <summary>One watch as stored. Times are epoch milliseconds.</summary>
internal sealed class WatchRow
{
    public Guid Id { get; init; }
    public required string Url { get; set; }
    public long CreatedAt { get; init; }
    public bool IsPaused { get; set; }
    public bool IsMuted { get; set; }
    public required string Settings { get; set; }

    public long NextCheckAt { get; set; }
    public int Priority { get; set; }

    /// <summary>The number of the newest wish for a check; only an order with this number can be leased.</summary>
    public long Job { get; set; }

    /// <summary>Set while a check is wanted or running.</summary>
    public long? QueuedAt { get; set; }

    /// <summary>The worker that holds the lease; set while a check is running.</summary>
    public string? LeaseOwner { get; set; }

    public long? CheckingSince { get; set; }

    /// <summary>The fencing token: a result is stored only while its lease's number is still here.</summary>
    public long Fence { get; set; }

    /// <summary>Host and port of the address, by which politeness counts; empty when the address says them only at the check.</summary>
    public string Host { get; set; } = "";

    /// <summary>Whether the order is out of the queue and waits here for its host.</summary>
    public bool IsParked { get; set; }

    /// <summary>How many workers died in a row with this watch in hand.</summary>
    public int Deaths { get; set; }

    /// <summary>Whether the schedule leaves the watch alone because too many workers died with it.</summary>
    public bool IsSetAside { get; set; }

    /// <summary>The <see cref="Core.Watches.GlobalSettings.ScheduleVersion"/> under which <see cref="NextCheckAt"/> was worked out.</summary>
    public long ScheduleVersion { get; set; }

    /// <summary>What the site gave to ask by next time, as JSON.</summary>
    public string? Validators { get; set; }

    /// <summary>How many answers in a row were "not modified".</summary>
    public int NotModifiedCount { get; set; }

    public long? LastCheckedAt { get; set; }
    public long? LastChangedAt { get; set; }
    public long? LastViewedAt { get; set; }
    public bool IsUnread { get; set; }
    public int? Failure { get; set; }
    public string? LastError { get; set; }
    public string? PageTitle { get; set; }
    public string? ContentType { get; set; }
    public string? RemoteServer { get; set; }
    public long FetchMilliseconds { get; set; }
    public long CheckCount { get; set; }
    public int SnapshotCount { get; set; }
    public int NewestSnapshotNumber { get; set; }
    public long? NewestSnapshotAt { get; set; }
    public string? PreviousChecksum { get; set; }

    /// <summary>Hash of the bytes of the last judged page, and of the rules it was judged by.</summary>
    public string? RawChecksum { get; set; }

    public string? RulesFingerprint { get; set; }

    /// <summary>A <see cref="Core.Checks.BlockingRule"/>, and what people read of it.</summary>
    public int? BlockedBy { get; set; }

    public string? BlockedReason { get; set; }

    /// <summary>The last offer of a shop page, as JSON.</summary>
    public string? Offer { get; set; }

    /// <summary>The icon that lists show, in the table of icons; null when none is known.</summary>
    public string? IconId { get; set; }

    /// <summary>When the icon was last looked for; null when never at this address.</summary>
    public long? IconSoughtAt { get; set; }

    /// <summary>The number of the last change to this row in the store's one sequence.</summary>
    public long Revision { get; set; }
}
