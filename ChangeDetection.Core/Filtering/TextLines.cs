using System.Text;
using ChangeDetection.Core.Checks;

namespace ChangeDetection.Core.Filtering;

/// <summary>Tells which lines of a text patterns match.</summary>
internal static class TextLines
{
    /// <summary>For every line whether one of the patterns matches it; null when none matches any.</summary>
    public static bool[]? Marked(string text, IReadOnlyList<TextPattern> patterns, CheckDeadline deadline)
    {
        if (patterns.Count == 0)
            return null;
        var marked = new bool[text.AsSpan().Count('\n') + 1];
        var isAnyMarked = false;
        foreach (var pattern in patterns)
            isAnyMarked |= pattern.IsMultiline ? MarkMatches(text, pattern, marked, deadline) : MarkLines(text, pattern, marked, deadline);
        return isAnyMarked ? marked : null;
    }

    /// <summary>The text without some of its lines.</summary>
    public static string Without(string text, bool[] dropped)
    {
        var kept = new StringBuilder(text.Length);
        var number = 0;
        var isFirst = true;
        foreach (var line in text.AsSpan().Split('\n'))
        {
            if (dropped[number++])
                continue;
            if (!isFirst)
                kept.Append('\n');
            kept.Append(text.AsSpan()[line]);
            isFirst = false;
        }

        return kept.ToString();
    }

    private static bool MarkLines(string text, TextPattern pattern, bool[] marked, CheckDeadline deadline)
    {
        var (number, isAnyMarked) = (0, false);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            // A line may be the whole page, and a slow pattern takes a second for each.
            deadline.ThrowIfPassed();
            if (pattern.IsIn(text.AsSpan()[range]))
                isAnyMarked = marked[number] = true;
            number++;
        }

        return isAnyMarked;
    }

    private static bool MarkMatches(string text, TextPattern pattern, bool[] marked, CheckDeadline deadline)
    {
        var (line, at, isAnyMarked) = (0, 0, false);
        foreach (var match in pattern.MatchesIn(text))
        {
            deadline.Tick();
            if (match.Length == 0)
                continue;
            line += text.AsSpan(at, match.Index - at).Count('\n');
            at = match.Index;
            // A match that ends with a line's end does not reach into the next line.
            var last = line + match.ValueSpan[..^1].Count('\n');
            marked.AsSpan(line, last - line + 1).Fill(true);
            isAnyMarked = true;
        }

        return isAnyMarked;
    }
}
