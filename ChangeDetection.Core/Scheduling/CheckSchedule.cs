using System.Buffers.Binary;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Scheduling;

/// <summary>When a watch is checked next.</summary>
public static class CheckSchedule
{
    /// <summary>No watch is checked more often than this by the schedule (peer behaviour, section 4.1).</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    /// <summary>The interval that applies to a watch: its own, or the global one.</summary>
    public static TimeSpan IntervalOf(WatchSettings watch, GlobalSettings global)
    {
        var interval = (watch.TimeBetweenCheckUseDefault ? global.TimeBetweenCheck : watch.TimeBetweenCheck).ToTimeSpan();
        return interval < Shortest ? Shortest : interval;
    }

    /// <summary>The next moment a watch is due after a check that began at <paramref name="checkedAt"/>.</summary>
    /// <remarks>Each watch keeps a phase of its own within the interval, so that watches made together do not stay together.</remarks>
    public static DateTimeOffset NextAfter(WatchId id, DateTimeOffset checkedAt, TimeSpan interval)
    {
        var earliest = checkedAt + interval;
        var spread = TimeSpan.FromTicks(Math.Min(interval.Ticks / 20, TimeSpan.TicksPerMinute / 2));
        return earliest + spread * Phase(id);
    }

    private static double Phase(WatchId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) / (uint.MaxValue + 1d);
    }
}
