namespace ChangeDetection.Core.Importing.Reading;

/// <summary>Reads streams whose length nobody vouches for.</summary>
internal static class BoundedReading
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The bytes to the stream's end; null when there are more than <paramref name="limit"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[BufferBytes];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + count > limit)
                return null;
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }
}
