using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ChangeDetection.Core.Filtering;

/// <summary>The checksum by which texts are told apart: lower-case hexadecimal MD5, as v1 clients know it.</summary>
internal static class TextChecksum
{
    /// <summary>The checksum of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ignoresWhitespace">Whether space, tab and line ends count for nothing.</param>
#pragma warning disable CA5351 // Not a protection: v1 clients know the checksum as MD5.
    public static string Of(string text, bool ignoresWhitespace)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, buffer);
        if (ignoresWhitespace)
            length = WithoutWhitespace(buffer.AsSpan(0, length));
        var checksum = Convert.ToHexStringLower(MD5.HashData(buffer.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(buffer);
        return checksum;
    }
#pragma warning restore CA5351

    // In place. No byte of a longer character is one of these.
    private static int WithoutWhitespace(Span<byte> text)
    {
        var kept = 0;
        foreach (var value in text)
        {
            text[kept] = value;
            kept += value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' ? 0 : 1;
        }

        return kept;
    }
}
