using System.Globalization;
using AngleSharp.Html;

namespace ChangeDetection.Core.Extraction.Html;

/// <summary>Reads character references that are plainly written, with their semicolon.</summary>
internal static class QuickEntity
{
    private const int MaxEntityLength = 32;

    /// <summary>Reads the reference at the beginning of a text; false when only the full parser knows what it means.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out string symbol, out int length)
    {
        (symbol, length) = ("&", 1);
        if (text.Length < 2 || !(char.IsAsciiLetterOrDigit(text[1]) || text[1] == '#'))
            return true;
        var end = text[..Math.Min(text.Length, MaxEntityLength)].IndexOf(';');
        if (end < 0 || text[1] == '#')
            return end > 0 && TryNumber(text[2..end], out symbol) && (length = end + 1) > 0;
        length = end + 1;
        symbol = text[1..end] switch
        {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "nbsp" => "\u00A0",
            var name => HtmlEntityProvider.Resolver.GetSymbol(name.ToString() + ";") ?? "",
        };
        return symbol.Length > 0;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out string symbol)
    {
        symbol = "";
        var isHex = digits is ['x' or 'X', ..];
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(isHex ? digits[1..] : digits, style, CultureInfo.InvariantCulture, out var code))
            return false;
        // The standard renames the C1 range and the surrogates; the full parser knows how.
        if (code is < 32 or (>= 127 and < 160) || !System.Text.Rune.IsValid(code) || (code & 0xFFFE) == 0xFFFE)
            return code is 9 or 10 && (symbol = ((char)code).ToString()).Length > 0;
        symbol = char.ConvertFromUtf32(code);
        return true;
    }
}
