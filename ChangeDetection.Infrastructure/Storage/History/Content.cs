using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.History;

/// <summary>Texts to stored bytes and back, checked by their hash on every read.</summary>
internal static class Content
{
    private const int WorthCompressing = 256;
    private const int Quality = 4;
    private const int Window = 22;

    public static ContentRow Pack(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var packed = plain.Length < WorthCompressing ? plain : Compress(plain);
        var isSmaller = packed.Length < plain.Length;
        return new ContentRow
        {
            Hash = SHA256.HashData(plain),
            Encoding = (int)(isSmaller ? ContentEncoding.Brotli : ContentEncoding.Utf8),
            Length = plain.Length,
            Bytes = isSmaller ? packed : plain,
        };
    }

    public static string Unpack(ContentRow row)
    {
        var plain = (ContentEncoding)row.Encoding == ContentEncoding.Brotli ? Decompress(row) : row.Bytes;
        if (!SHA256.HashData(plain).AsSpan().SequenceEqual(row.Hash))
            throw new DamagedContentException($"The stored version {Convert.ToHexStringLower(row.Hash)} is damaged: its bytes do not fit its hash.");
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Stores a text, once however many versions have it.</summary>
    public static Task AddAsync(StoreContext context, ContentRow content, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"INSERT INTO contents (hash, encoding, length, bytes) VALUES ({content.Hash}, {content.Encoding}, {content.Length}, {content.Bytes}) ON CONFLICT (hash) DO NOTHING",
            cancellationToken);

    private static byte[] Compress(byte[] plain)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, packed, out var length, Quality, Window) ? packed[..length] : plain;
    }

    private static byte[] Decompress(ContentRow row)
    {
        var plain = new byte[row.Length];
        return BrotliDecoder.TryDecompress(row.Bytes, plain, out var length) && length == row.Length ? plain : [];
    }
}
