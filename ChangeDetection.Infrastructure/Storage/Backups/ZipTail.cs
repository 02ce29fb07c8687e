using System.Buffers.Binary;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>
/// The end of a zip, looked at before anything else of it is read: a list of entries that is longer than ours could ever be is refused
/// without being read into memory. Field offsets are those of the ZIP specification (APPNOTE 6.3, sections 4.3.14 to 4.3.16).
/// </summary>
internal static class ZipTail
{
    private const int LongestList = 64 * 1024;
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const uint EndMark = 0x06054b50;
    private const uint LocatorMark = 0x07064b50;
    private const uint End64Mark = 0x06064b50;

    /// <exception cref="InvalidDataException">The file does not end as a backup does.</exception>
    public static async Task CheckAsync(Stream file, CancellationToken cancellationToken)
    {
        var start = Math.Max(0, file.Length - LongestList);
        file.Position = start;
        var tail = new byte[file.Length - start];
        await file.ReadExactlyAsync(tail, cancellationToken);
        var end = tail.Length - SealedStream.SealBytes - EndBytes;
        if (end < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end)) != EndMark)
            throw new InvalidDataException("It is no zip with a seal at its end.");
        if (ListStart(tail.AsSpan(0, end + EndBytes), start) < (ulong)start)
            throw new InvalidDataException("Its list of entries is far too long.");
    }

    private static ulong ListStart(ReadOnlySpan<byte> tail, long start)
    {
        var end = tail[^EndBytes..];
        var isPlain = BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) != ushort.MaxValue && BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) != ushort.MaxValue
            && BinaryPrimitives.ReadUInt32LittleEndian(end[12..]) != uint.MaxValue && BinaryPrimitives.ReadUInt32LittleEndian(end[16..]) != uint.MaxValue;
        if (isPlain)
            return BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var locator = tail.Length - EndBytes - LocatorBytes;
        if (locator < 0 || BinaryPrimitives.ReadUInt32LittleEndian(tail[locator..]) != LocatorMark)
            throw new InvalidDataException("Its end is damaged.");
        var at = BinaryPrimitives.ReadUInt64LittleEndian(tail[(locator + 8)..]);
        if (at < (ulong)start || at - (ulong)start > (ulong)Math.Max(0, locator - End64Bytes))
            throw new InvalidDataException("Its end is damaged.");
        var end64 = tail[(int)(at - (ulong)start)..];
        return BinaryPrimitives.ReadUInt32LittleEndian(end64) == End64Mark
            ? BinaryPrimitives.ReadUInt64LittleEndian(end64[48..])
            : throw new InvalidDataException("Its end is damaged.");
    }
}
