using System.Globalization;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Restock;

/// <summary>Reads prices as people write them: currency signs, groups of thousands, comma or point before the cents.</summary>
public static partial class PriceText
{
    /// <summary>The price a text names: the one beside a currency sign, else its first number; null when it has none.</summary>
    public static decimal? FirstNumber(string text)
    {
        var marked = Marked().Match(text);
        var match = marked.Success ? marked : Plain().Match(text);
        return match.Success ? Parse(match.Groups["n"].Value) : null;
    }

    /// <summary>Reads a number written with any separators; null when it is none.</summary>
    public static decimal? Parse(string text)
    {
        var digits = Separators().Replace(text.Trim(), "");
        var (comma, point) = (digits.LastIndexOf(','), digits.LastIndexOf('.'));
        if (comma >= 0 && point >= 0)
            digits = comma > point ? digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : digits.Replace(",", "", StringComparison.Ordinal);
        else if (comma >= 0)
            digits = IsGrouping(digits, ',') ? digits.Replace(",", "", StringComparison.Ordinal) : digits.Replace(',', '.');
        else if (point >= 0 && digits.IndexOf('.', StringComparison.Ordinal) != point)
            digits = digits.Replace(".", "", StringComparison.Ordinal);
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var price) ? price : null;
    }

    // 1,299 is a grouped thousand, 12,99 and 1,2999 are not.
    private static bool IsGrouping(string digits, char separator)
    {
        var parts = digits.Split(separator);
        return parts[0].TrimStart('-').Length is >= 1 and <= 3 && parts[0] != "0" && parts.Skip(1).All(part => part.Length == 3);
    }

    [GeneratedRegex("(?:[$€£¥₹₽₩]|\\b(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|SEK|NOK|DKK|PLN|CZK)\\b)[ \\u00A0]?(?<n>[0-9][0-9.,'\\u00A0\\u202F]*[0-9]|[0-9])|(?<n>[0-9][0-9.,'\\u00A0\\u202F]*[0-9]|[0-9])[ \\u00A0]?(?:[$€£¥₹₽₩]|(?:USD|EUR|GBP|CHF|CAD|AUD|JPY|SEK|NOK|DKK|PLN|CZK)\\b)", RegexOptions.NonBacktracking)]
    private static partial Regex Marked();

    [GeneratedRegex("(?<n>-?[0-9][0-9.,'\\u00A0\\u202F]*[0-9]|-?[0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex("['\\s\\u00A0\\u202F]", RegexOptions.NonBacktracking)]
    private static partial Regex Separators();
}
