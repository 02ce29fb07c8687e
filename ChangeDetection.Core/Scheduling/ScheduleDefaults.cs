namespace ChangeDetection.Core.Scheduling;

/// <summary>What schedules fall back on when nobody has set anything.</summary>
/// <param name="MinimumInterval">No watch is checked more often than this by the schedule (environment variable MINIMUM_SECONDS_RECHECK_TIME).</param>
/// <param name="MachineZone">The IANA name of the machine's time zone, for schedules that name none while no global one is set.</param>
public sealed record ScheduleDefaults(TimeSpan MinimumInterval, string MachineZone)
{
    /// <summary>Three seconds (peer behaviour, section 4.1), and the zone of this machine.</summary>
    public static ScheduleDefaults Standard { get; } = new(TimeSpan.FromSeconds(3), ZoneOfThisMachine());

    private static string ZoneOfThisMachine()
    {
        var local = TimeZoneInfo.Local;
        if (local.HasIanaId && ScheduleZone.TryFind(local.Id, out _))
            return local.Id;
        return TimeZoneInfo.TryConvertWindowsIdToIanaId(local.Id, out var name) ? name : "UTC";
    }
}
