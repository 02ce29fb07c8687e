using System.Text.RegularExpressions;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Core.Filtering;

/// <summary>
/// One entry of a text list: <c>/pattern/flags</c> is a regular expression, anything else a piece of text, found in any case.
/// Without flags <c>i</c> is meant; with <c>s</c> or <c>m</c> the expression runs over the whole text instead of line by line.
/// </summary>
/// <remarks>An entry that only looks like one, such as the path <c>/a/to</c> whose end is no set of flags, is text.</remarks>
public sealed class TextPattern
{
    private readonly string _entry;
    private readonly Regex? _regex;

    private TextPattern(string entry, Regex? regex, bool isMultiline) => (_entry, _regex, IsMultiline) = (entry, regex, isMultiline);

    /// <summary>The entry as written.</summary>
    public override string ToString() => _entry;

    /// <summary>Whether the pattern runs over the whole text.</summary>
    public bool IsMultiline { get; }

    /// <summary>Whether the pattern is a regular expression.</summary>
    public bool IsRegex => _regex is not null;

    /// <summary>Reads one entry.</summary>
    /// <exception cref="FilterException">It is a regular expression and wrong.</exception>
    public static TextPattern Parse(string entry)
    {
        if (!TrySplit(entry, out var pattern, out var flags))
            return new TextPattern(entry.Trim(), null, isMultiline: false);
        return new TextPattern(entry, RuleRegex.Compile(pattern, flags), flags.AsSpan().IndexOfAny('s', 'm') >= 0);
    }

    /// <summary>The patterns of a list; blank entries do not count.</summary>
    /// <exception cref="FilterException">One is a regular expression and wrong.</exception>
    public static IReadOnlyList<TextPattern> ParseAll(IReadOnlyList<string> entries)
    {
        if (entries.Count == 0)
            return [];
        return [.. entries.Where(entry => !string.IsNullOrWhiteSpace(entry)).Select(Parse)];
    }

    /// <summary>Whether an entry is a regular expression, and its parts.</summary>
    internal static bool TrySplit(string entry, out string pattern, out string flags)
    {
        (pattern, flags) = ("", "");
        var text = entry.Trim();
        var end = text.LastIndexOf('/');
        if (end < 2 || text[0] != '/' || text.AsSpan(end + 1).IndexOfAnyExcept("imsxaug") >= 0)
            return false;
        (pattern, flags) = (text[1..end], text.Length == end + 1 ? "i" : text[(end + 1)..]);
        return true;
    }

    /// <summary>Whether the pattern is found in a line.</summary>
    /// <exception cref="FilterException">The regular expression takes too long.</exception>
    public bool IsIn(ReadOnlySpan<char> line)
    {
        try
        {
            return _regex?.IsMatch(line) ?? line.Contains(_entry, StringComparison.OrdinalIgnoreCase);
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw TooSlow(slow);
        }
    }

    /// <summary>The matches in a whole text: where they are, and their groups' text.</summary>
    /// <exception cref="FilterException">The regular expression takes too long.</exception>
    internal IEnumerable<Match> MatchesIn(string text)
    {
        var match = First(text);
        while (match.Success)
        {
            yield return match;
            match = Next(match);
        }
    }

    private Match First(string text)
    {
        try
        {
            return (_regex ?? RuleRegex.Compile(Regex.Escape(_entry), "i")).Match(text);
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw TooSlow(slow);
        }
    }

    private Match Next(Match match)
    {
        try
        {
            return match.NextMatch();
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw TooSlow(slow);
        }
    }

    private FilterException TooSlow(RegexMatchTimeoutException slow) =>
        new(CheckFailure.RuleTimedOut, $"RegEx '{_entry}' took longer than {slow.MatchTimeout.TotalSeconds:0.#} second on this page; simplify it.", slow);
}
