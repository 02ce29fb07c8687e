namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>When the next scheduled backup is due.</summary>
public static class BackupTimes
{
    /// <summary>Whether one is due now.</summary>
    /// <param name="options">The schedule.</param>
    /// <param name="last">When the newest backup was made; null when there is none, which makes one due at once.</param>
    /// <param name="now">Now, in the zone by which the time of day counts.</param>
    public static bool IsDue(BackupOptions options, DateTimeOffset? last, DateTimeOffset now)
    {
        if (!options.IsScheduled || last is null)
            return options.IsScheduled;
        return (options.Interval is { } interval && now - last >= interval) || (options.DailyAt is { } time && last < LastAt(time, now));
    }

    private static DateTimeOffset LastAt(TimeOnly time, DateTimeOffset now)
    {
        var today = new DateTimeOffset(DateOnly.FromDateTime(now.DateTime).ToDateTime(time), now.Offset);
        return today <= now ? today : today.AddDays(-1);
    }
}
