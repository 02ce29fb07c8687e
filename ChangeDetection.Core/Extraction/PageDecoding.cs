using System.Text;
using System.Text.RegularExpressions;
using UtfUnknown;

namespace ChangeDetection.Core.Extraction;

/// <summary>Bytes to text: charset from the header, a byte order mark, the document itself, then detection.</summary>
public static partial class PageDecoding
{
    private const int HeadLength = 2048;

    static PageDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text of a page; bytes that fit no charset become replacement characters, NULs are dropped.</summary>
    public static string Decode(PageContent content)
    {
        var bytes = content.Bytes.Span;
        var encoding = FromMark(bytes, out var markLength) ?? FromName(CharsetOf(content.ContentType)) ?? FromDocument(bytes) ?? Detect(content.Bytes);
        return encoding.GetString(bytes[markLength..]).Replace("\0", "", StringComparison.Ordinal);
    }

    private static Encoding? FromMark(ReadOnlySpan<byte> bytes, out int length)
    {
        (var encoding, length) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        return encoding;
    }

    private static Encoding? FromDocument(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, HeadLength)]);
        return FromName(DeclaredCharset().Match(head).Groups["name"].Value);
    }

    private static Encoding Detect(ReadOnlyMemory<byte> bytes) =>
        CharsetDetector.DetectFromBytes(bytes.ToArray()).Detected?.Encoding ?? Encoding.UTF8;

    private static string? CharsetOf(string? contentType) =>
        contentType is null ? null : HeaderCharset().Match(contentType).Groups["name"].Value;

    private static Encoding? FromName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        try
        {
            return Encoding.GetEncoding(name.Trim());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("charset\\s*=\\s*[\"']?(?<name>[A-Za-z0-9_:.-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderCharset();

    [GeneratedRegex("<meta[^>]+charset\\s*=\\s*[\"']?(?<name>[A-Za-z0-9_:.-]+)|<\\?xml[^>]+encoding\\s*=\\s*[\"'](?<name>[A-Za-z0-9_:.-]+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeclaredCharset();
}
