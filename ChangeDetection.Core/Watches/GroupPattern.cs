using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Watches;

/// <summary>
/// The addresses a group takes in by itself. With any of <c>* ? [</c> a pattern is a shell pattern for the whole address,
/// else a piece of text the address contains, whatever its case (peer behaviour, section 2.4).
/// </summary>
public static class GroupPattern
{
    /// <summary>The most characters of a pattern.</summary>
    public const int MaxLength = 500;

    private const int MostCompiled = 2000;

    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    /// <summary>Whether an address fits.</summary>
    public static bool Fits(string pattern, string url)
    {
        if (string.IsNullOrWhiteSpace(pattern))
            return false;
        return pattern.AsSpan().ContainsAny('*', '?', '[') ? RegexOf(pattern).IsMatch(url) : url.Contains(pattern, StringComparison.OrdinalIgnoreCase);
    }

    private static Regex RegexOf(string pattern)
    {
        if (Compiled.Count > MostCompiled)
            Compiled.Clear();
        // Without backtracking no pattern can take long.
        return Compiled.GetOrAdd(pattern, text => new Regex(ToRegex(text), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant));
    }

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '[' && EndOfClass(pattern, at) is var end and > 0)
            {
                regex.Append(ClassOf(pattern[(at + 1)..end]));
                at = end;
            }
            else
            {
                regex.Append(pattern[at] switch { '*' => ".*", '?' => ".", var plain => Regex.Escape(plain.ToString()) });
            }
        }

        return regex.Append(@"\z").ToString();
    }

    // A bracket right after the opening one, or after its "!", is a member.
    private static int EndOfClass(string pattern, int start)
    {
        var from = start + 1;
        if (from < pattern.Length && pattern[from] == '!')
            from++;
        return from + 1 < pattern.Length ? pattern.IndexOf(']', from + 1) : -1;
    }

    private static string ClassOf(string members)
    {
        var isNegated = members[0] == '!';
        var text = new StringBuilder(isNegated ? "[^" : "[");
        var plain = isNegated ? members[1..] : members;
        for (var at = 0; at < plain.Length; at++)
        {
            if (at + 2 < plain.Length && plain[at + 1] == '-')
            {
                // A range written backwards holds nothing.
                if (plain[at] <= plain[at + 2])
                    text.Append(Member(plain[at])).Append('-').Append(Member(plain[at + 2]));
                at += 2;
            }
            else
            {
                text.Append(Member(plain[at]));
            }
        }

        return text.Length == (isNegated ? 2 : 1) ? (isNegated ? "." : @"[^\s\S]") : text.Append(']').ToString();
    }

    private static string Member(char character) => $@"\u{(int)character:x4}";
}
