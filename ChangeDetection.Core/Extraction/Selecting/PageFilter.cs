namespace ChangeDetection.Core.Extraction.Selecting;

/// <summary>One filter of a watch, its language told by its prefix.</summary>
/// <param name="Kind">The language.</param>
/// <param name="Expression">The expression without the prefix.</param>
public sealed record PageFilter(FilterKind Kind, string Expression)
{
    private const int MaxLength = 4000;
    private const int MaxNesting = 60;
    private const int MaxOperators = 400;

    private static readonly (string Prefix, FilterKind Kind)[] Prefixes =
        [("xpath1:", FilterKind.XPath1), ("xpath:", FilterKind.XPath), ("json:", FilterKind.JsonPath), ("jqraw:", FilterKind.JqRaw), ("jq:", FilterKind.Jq)];

    /// <summary>Whether the filter works on JSON.</summary>
    public bool IsForJson => Kind is FilterKind.JsonPath or FilterKind.Jq or FilterKind.JqRaw;

    /// <summary>The filters of a list; blank entries do not count.</summary>
    public static IReadOnlyList<PageFilter> ParseAll(IReadOnlyList<string> entries) =>
        [.. entries.Where(entry => !string.IsNullOrWhiteSpace(entry)).Select(Parse)];

    /// <summary>Reads one entry.</summary>
    /// <exception cref="FilterException">The expression is larger than any engine is given.</exception>
    public static PageFilter Parse(string entry)
    {
        var text = entry.Trim();
        foreach (var (prefix, kind) in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return Checked(new PageFilter(kind, text[prefix.Length..].Trim()));
        }

        return Checked(new PageFilter(text.StartsWith('/') ? FilterKind.XPath : FilterKind.Css, text));
    }

    // The engines recurse over an expression; a bound on its size and nesting keeps them from overflowing the stack.
    private static PageFilter Checked(PageFilter filter)
    {
        var text = filter.Expression;
        if (text.Length is 0 or > MaxLength)
            throw new FilterException(text.Length == 0 ? "The filter is empty." : $"The filter is longer than {MaxLength} characters.");
        var (depth, deepest, operators) = (0, 0, 0);
        foreach (var character in text)
        {
            depth += character is '(' or '[' or '{' ? 1 : character is ')' or ']' or '}' ? -1 : 0;
            deepest = Math.Max(deepest, depth);
            operators += character is '|' or '+' or '-' or '*' or ',' or '/' or '=' or '!' or '<' or '>' ? 1 : 0;
        }

        if (deepest > MaxNesting || operators > MaxOperators)
            throw new FilterException($"'{text[..Math.Min(60, text.Length)]}…' is nested too deeply or has too many parts.");
        return filter;
    }
}
