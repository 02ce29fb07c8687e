using System.Buffers.Binary;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Scheduling;

/// <summary>Numbers from 0 up to but not 1 that look random and are the same each time.</summary>
internal static class WatchPhase
{
    /// <summary>The watch's place among all watches: those made together do not stay together.</summary>
    public static double Of(WatchId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) / (uint.MaxValue + 1d);
    }

    /// <summary>Another one for each check of the watch. Moments count by the millisecond, as the store keeps them.</summary>
    public static double Of(WatchId id, DateTimeOffset checkedAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.Value.TryWriteBytes(bytes);
        var mixed = Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes)) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        return (Mix(Mix(mixed) + (ulong)checkedAt.ToUnixTimeMilliseconds()) >> 11) / (double)(1UL << 53);
    }

    // The finaliser of SplitMix64: each bit of the result depends on every bit given.
    private static ulong Mix(ulong value)
    {
        value = unchecked(value + 0x9E3779B97F4A7C15);
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }
}
