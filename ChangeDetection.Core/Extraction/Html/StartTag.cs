namespace ChangeDetection.Core.Extraction.Html;

/// <summary>One start tag as it stands in the page, its attributes read only when somebody asks.</summary>
internal readonly ref struct StartTag
{
    private readonly ReadOnlySpan<char> _attributes;

    private StartTag(ReadOnlySpan<char> name, ReadOnlySpan<char> attributes, int length)
    {
        Name = name;
        _attributes = attributes;
        Length = length;
    }

    public ReadOnlySpan<char> Name { get; }

    /// <summary>How many characters the tag has, from the bracket to the bracket.</summary>
    public int Length { get; }

    public bool HasAttributes => !_attributes.IsEmpty;

    /// <summary>Reads the tag that begins at the span's bracket; false when it does not end or is written oddly.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out StartTag tag)
    {
        tag = default;
        var nameEnd = 1;
        while (nameEnd < text.Length && (char.IsAsciiLetterOrDigit(text[nameEnd]) || text[nameEnd] is '-' or ':' or '_'))
            nameEnd++;
        if (nameEnd >= text.Length || !(IsSpace(text[nameEnd]) || text[nameEnd] is '>' or '/'))
            return false;
        var end = nameEnd;
        while (NextAttribute(text, ref end, out var name, out _))
        {
            // Signs of a quote or bracket gone astray: parsers differ here.
            if (name.IndexOfAny("\"'<=") >= 0)
                return false;
        }

        if (end >= text.Length || text[end] != '>')
            return false;
        tag = new StartTag(text[1..nameEnd], text[nameEnd..end], end + 1);
        return true;
    }

    /// <summary>The value of an attribute as written; the first of the name counts.</summary>
    public bool TryGet(string name, out ReadOnlySpan<char> value)
    {
        var at = 0;
        while (NextAttribute(_attributes, ref at, out var found, out value))
        {
            if (found.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        value = default;
        return false;
    }

    public static bool IsSpace(char character) => character is ' ' or '\n' or '\t' or '\r' or '\f';

    private static bool NextAttribute(ReadOnlySpan<char> text, scoped ref int at, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        value = name = default;
        while (at < text.Length && (IsSpace(text[at]) || text[at] == '/'))
            at++;
        if (at >= text.Length || text[at] == '>')
            return false;
        var start = at++;
        while (at < text.Length && !IsSpace(text[at]) && text[at] is not ('/' or '>' or '='))
            at++;
        name = text[start..at];
        var equals = at;
        while (equals < text.Length && IsSpace(text[equals]))
            equals++;
        if (equals >= text.Length || text[equals] != '=')
            return true;
        at = equals + 1;
        while (at < text.Length && IsSpace(text[at]))
            at++;
        value = ReadValue(text, ref at);
        return true;
    }

    private static ReadOnlySpan<char> ReadValue(ReadOnlySpan<char> text, scoped ref int at)
    {
        if (at >= text.Length)
            return default;
        var start = at;
        if (text[at] is '"' or '\'')
        {
            var length = text[(at + 1)..].IndexOf(text[at]);
            at = length < 0 ? text.Length : at + length + 2;
            return length < 0 ? default : text.Slice(start + 1, length);
        }

        while (at < text.Length && !IsSpace(text[at]) && text[at] != '>')
            at++;
        return text[start..at];
    }
}
