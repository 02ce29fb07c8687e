using System.ComponentModel.DataAnnotations;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>Where backups go, when they are made by themselves, and what a restore lets in.</summary>
public sealed class BackupOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Backups";

    /// <summary>The folder; null for <c>backups</c> in the data directory.</summary>
    public string? Directory { get; init; }

    /// <summary>How long after the last backup the next one is made; null for no backups by this rule.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan? Interval { get; init; }

    /// <summary>The time of day at which a backup is made, in the zone of the machine; null for no backups by this rule.</summary>
    public TimeOnly? DailyAt { get; init; }

    /// <summary>How many backups are kept; older ones go when a new one is complete. The environment variable MAX_NUMBER_BACKUPS sets it too.</summary>
    [Range(1, 100_000)]
    public int Keep { get; set; } = 10;

    /// <summary>The most bytes of an uploaded backup. The environment variable MAX_RESTORE_UPLOAD_MB sets it too, in mebibytes.</summary>
    [Range(1024L, long.MaxValue)]
    public long LargestUpload { get; set; } = 4L << 30;

    /// <summary>The most bytes that a backup may expand to at a restore. The environment variable MAX_RESTORE_DECOMPRESSED_MB sets it too, in mebibytes.</summary>
    [Range(1024L, long.MaxValue)]
    public long LargestExpanded { get; set; } = 64L << 30;

    /// <summary>Whether backups are made by themselves.</summary>
    public bool IsScheduled => Interval is not null || DailyAt is not null;
}
