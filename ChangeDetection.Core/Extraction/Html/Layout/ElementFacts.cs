namespace ChangeDetection.Core.Extraction.Html.Layout;

/// <summary>What of an element's attributes the layout needs.</summary>
/// <param name="Link">The target of a link, or null.</param>
/// <param name="Columns">How many columns a cell spans.</param>
/// <param name="Rows">How many rows a cell spans.</param>
/// <param name="FirstNumber">The number of a list's first item.</param>
/// <param name="Numbering">How a list's items are numbered: <c>1</c>, <c>a</c>, <c>A</c>, <c>i</c> or <c>I</c>.</param>
internal readonly record struct ElementFacts(string? Link, int Columns, int Rows, int FirstNumber, char Numbering)
{
    private const int MaxSpan = 100;

    /// <summary>An element without attributes that matter.</summary>
    public static ElementFacts None { get; } = new(null, 1, 1, 1, '1');

    /// <summary>Reads a list's type attribute.</summary>
    public static char NumberingOf(ReadOnlySpan<char> type) => type is ['a' or 'A' or 'i' or 'I'] ? type[0] : '1';

    /// <summary>Reads a span attribute.</summary>
    public static int Span(ReadOnlySpan<char> value) => int.TryParse(value, out var span) ? Math.Clamp(span, 1, MaxSpan) : 1;

    /// <summary>Whether an inline style hides its element.</summary>
    public static bool Hides(ReadOnlySpan<char> style)
    {
        foreach (var part in style.Split(';'))
        {
            var rule = style[part];
            var colon = rule.IndexOf(':');
            if (colon < 0)
                continue;
            var value = rule[(colon + 1)..].Trim();
            var end = value.IndexOfAny(' ', '!');
            value = end < 0 ? value : value[..end];
            if ((Is(rule[..colon], "display") && Is(value, "none")) || (Is(rule[..colon], "visibility") && (Is(value, "hidden") || Is(value, "collapse"))))
                return true;
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Trim().Equals(word, StringComparison.OrdinalIgnoreCase);
}
