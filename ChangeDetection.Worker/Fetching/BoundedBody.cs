using System.Buffers;

namespace ChangeDetection.Worker.Fetching;

/// <summary>Reads an answer's body up to a bound.</summary>
internal static class BoundedBody
{
    private const int Piece = 16 * 1024;

    /// <summary>The decompressed body; null when it is larger than <paramref name="most"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage answer, int most, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new ArrayBufferWriter<byte>(Piece);
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(Piece), cancellationToken);
            if (read == 0)
                return buffer.WrittenMemory;
            buffer.Advance(read);
            if (buffer.WrittenCount > most)
                return null;
        }
    }
}
