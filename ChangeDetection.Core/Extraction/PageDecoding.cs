using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using UtfUnknown;

namespace ChangeDetection.Core.Extraction;

/// <summary>Bytes to text: charset from a byte order mark, the header, the document itself, then detection.</summary>
public static partial class PageDecoding
{
    private const int HeadLength = 2048;
    private const int DetectionLength = 64 * 1024;

    static PageDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text of a page; bytes that fit no charset become replacement characters, NULs are dropped, line ends become <c>\n</c>.</summary>
    public static string Decode(PageContent content)
    {
        using var text = DecodeRented(content);
        return text.Span.ToString();
    }

    /// <summary>As <see cref="Decode"/>, into a rented buffer that the caller gives back.</summary>
    internal static RentedText DecodeRented(PageContent content)
    {
        var bytes = content.Bytes.Span;
        var encoding = FromMark(bytes, out var markLength) ?? FromName(CharsetOf(content.ContentType)) ?? FromDocument(bytes) ?? Detect(content.Bytes);
        bytes = bytes[markLength..];
        var buffer = ArrayPool<char>.Shared.Rent(Math.Max(1, encoding.GetMaxCharCount(bytes.Length)));
        var length = encoding.GetChars(bytes, buffer);
        return new RentedText(buffer, Tidy(buffer.AsSpan(0, length)));
    }

    /// <summary>Replaces lone surrogates, which no store can keep, by the replacement character.</summary>
    public static string WithoutLoneSurrogates(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (first < 0)
            return text;
        var tidy = new StringBuilder(text.Length).Append(text, 0, first);
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
            tidy.Append(rune.ToString());
        return tidy.Length == text.Length && tidy.Equals(text) ? text : tidy.ToString();
    }

    private static int Tidy(Span<char> text)
    {
        var to = text.IndexOfAny('\0', '\r');
        if (to < 0)
            return text.Length;
        for (var from = to; from < text.Length; from++)
        {
            if (text[from] == '\0' || (text[from] == '\r' && from + 1 < text.Length && text[from + 1] == '\n'))
                continue;
            text[to++] = text[from] == '\r' ? '\n' : text[from];
        }

        return to;
    }

    private static Encoding? FromMark(ReadOnlySpan<byte> bytes, out int length)
    {
        (var encoding, length) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        return encoding;
    }

    private static Encoding? FromDocument(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, HeadLength)];
        if (head.IndexOf("charset"u8) < 0 && head.IndexOf("encoding"u8) < 0 && head.IndexOf("CHARSET"u8) < 0)
            return null;
        var encoding = FromName(DeclaredCharset().Match(Encoding.Latin1.GetString(head)).Groups["name"].Value);
        // The declaration was readable as ASCII, so the page cannot be UTF-16, whatever it says (HTML standard, prescan).
        return encoding is null || !IsWide(encoding) ? encoding : Encoding.UTF8;
    }

    private static bool IsWide(Encoding encoding) => encoding.CodePage is 1200 or 1201 or 12000 or 12001;

    private static Encoding Detect(ReadOnlyMemory<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, DetectionLength)];
        if (IsUtf8(head.Span))
            return Encoding.UTF8;
        return CharsetDetector.DetectFromBytes(head.ToArray()).Detected?.Encoding ?? Encoding.UTF8;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        // The cut at the end of the head may split a character of up to four bytes.
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..(head.Length - cut)]))
                return cut == 0 || head.Length == DetectionLength;
        }

        return false;
    }

    private static string? CharsetOf(string? contentType) =>
        contentType is null ? null : HeaderCharset().Match(contentType).Groups["name"].Value;

    private static Encoding? FromName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        try
        {
            // UTF-7 lets markup hide from every other reader, so no page is read as UTF-7.
            var found = Encoding.GetEncoding(name.Trim() is var plain && plain.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) ? "windows-1252" : plain);
            return found.CodePage == 65000 ? null : found;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex("charset\\s*=\\s*[\"']?(?<name>[A-Za-z0-9_:.-]+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex HeaderCharset();

    [GeneratedRegex("<meta[^>]+charset\\s*=\\s*[\"']?(?<name>[A-Za-z0-9_:.-]+)|<\\?xml[^>]+encoding\\s*=\\s*[\"'](?<name>[A-Za-z0-9_:.-]+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeclaredCharset();
}
