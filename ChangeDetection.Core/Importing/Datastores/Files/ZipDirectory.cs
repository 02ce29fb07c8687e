using System.Buffers.Binary;

namespace ChangeDetection.Core.Importing.Datastores.Files;

/// <summary>The directory at the end of a ZIP archive, judged before anything is made of it (APPNOTE.TXT, sections 4.3.12 to 4.3.16).</summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int HeaderBytes = 46;
    private const int MaxComment = ushort.MaxValue;

    /// <summary>How many files the archive lists, counted rather than believed; no more than one beyond <paramref name="most"/>.</summary>
    /// <exception cref="InvalidDataException">It is no archive.</exception>
    public static int CountEntries(Stream archive, int most)
    {
        archive.Position = DirectoryOffset(archive);
        var header = new byte[HeaderBytes];
        var count = 0;
        while (count <= most && archive.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes && header.AsSpan().StartsWith("PK\u0001\u0002"u8))
        {
            count++;
            archive.Position += Word(header, 28) + Word(header, 30) + Word(header, 32);
        }

        return count;
    }

    private static long DirectoryOffset(Stream archive)
    {
        var tail = new byte[Math.Min(archive.Length, EndBytes + LocatorBytes + MaxComment)];
        archive.Position = archive.Length - tail.Length;
        archive.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndBytes > tail.Length)
            throw new InvalidDataException("The file has no directory at its end.");
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (offset == uint.MaxValue && end >= LocatorBytes && tail.AsSpan(end - LocatorBytes).StartsWith("PK\u0006\u0007"u8))
            offset = Offset64(archive, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - LocatorBytes + 8)));
        return offset >= 0 && offset <= archive.Length ? offset : throw new InvalidDataException("The directory lies outside the file.");
    }

    private static long Offset64(Stream archive, long record)
    {
        var bytes = new byte[56];
        if (record < 0 || record > archive.Length - bytes.Length)
            throw new InvalidDataException("The directory lies outside the file.");
        archive.Position = record;
        archive.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(48));
    }

    private static int Word(byte[] header, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(offset));
}
