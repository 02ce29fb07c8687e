using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Extraction;

namespace ChangeDetection.Core.Filtering;

/// <summary>Regular expressions of rules: Python's spelling is understood, time is linear where it can be and limited where not.</summary>
internal static partial class RuleRegex
{
    private const int MaxLength = 4000;
    private const int MaxRemembered = 1000;

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<(string Pattern, string Flags), Regex> Remembered = new();

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="FilterException">It is wrong; the message names the place.</exception>
    public static Regex Compile(string pattern, string flags)
    {
        if (Remembered.TryGetValue((pattern, flags), out var known))
            return known;
        var regex = Make(pattern, flags);
        if (Remembered.Count >= MaxRemembered)
            Remembered.Clear();
        return Remembered.GetOrAdd((pattern, flags), regex);
    }

    private static Regex Make(string pattern, string flags)
    {
        if (pattern.Length > MaxLength)
            throw new FilterException($"RegEx '{pattern[..40]}…' is longer than {MaxLength} characters.");
        var options = RegexOptions.CultureInvariant;
        foreach (var flag in flags)
        {
            options |= flag switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => RegexOptions.None,
            };
        }

        var translated = FromPython(pattern);
        try
        {
            return new Regex(translated, options | RegexOptions.NonBacktracking, MatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-around, back-references and the like need backtracking; the time limit bounds it.
            return new Regex(translated, options, MatchTimeout);
        }
        catch (RegexParseException wrong)
        {
            throw new FilterException($"RegEx '{pattern}' is not a valid regular expression. (position {wrong.Offset + 1}: {Reason(wrong)})", wrong);
        }
    }

    private static string Reason(RegexParseException wrong)
    {
        var reason = wrong.Message.AsSpan(wrong.Message.LastIndexOf(". ", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0);
        return reason.Trim().TrimEnd('.').ToString();
    }

    private static string FromPython(string pattern) =>
        NamedReference().Replace(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), "\\k<$1>").Replace("\\Z", "\\z", StringComparison.Ordinal);

    [GeneratedRegex("\\(\\?P=(\\w+)\\)", RegexOptions.NonBacktracking)]
    private static partial Regex NamedReference();
}
