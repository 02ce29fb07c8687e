using System.Runtime.CompilerServices;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>The lines of a file, one in memory at a time.</summary>
internal static class BackupLines
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Each line without its end; good until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">A line is too long, or the last one has no end.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBuffer];
        var (begin, searched, end) = (0, 0, 0);
        while (true)
        {
            var at = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                yield return buffer.AsMemory(begin, searched + at - begin);
                begin = searched = searched + at + 1;
                continue;
            }

            if (begin > 0)
            {
                buffer.AsSpan(begin, end - begin).CopyTo(buffer);
                (begin, end) = (0, end - begin);
            }

            searched = end;
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length < BackupFormat.LargestLine ? 2 * buffer.Length : throw new InvalidDataException($"A line has more than {BackupFormat.LargestLine} bytes."));
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0)
                break;
            end += read;
        }

        if (end > begin)
            throw new InvalidDataException("Its last line is cut off.");
    }
}
