using System.Text;

namespace ChangeDetection.Core.Comparing;

/// <summary>What differs within a line, by words or by characters.</summary>
public static class InlineDifference
{
    private const int MaxLength = 20_000;

    /// <summary>The pieces of both lines in reading order: where they differ, first what was removed, then what was added.</summary>
    public static IReadOnlyList<TextSpan> Between(string older, string newer, bool byCharacter = false)
    {
        if (older.Length + newer.Length > MaxLength)
            return [new TextSpan(DifferenceKind.Removed, older), new TextSpan(DifferenceKind.Added, newer)];
        var (before, after) = byCharacter ? (Characters(older), Characters(newer)) : (Words(older), Words(newer));
        var spans = new List<TextSpan>();
        var at = 0;
        foreach (var block in Alignment.Of(before, after, StringComparer.Ordinal).Blocks)
        {
            Add(spans, DifferenceKind.Same, after, at, block.Newer - at);
            Add(spans, DifferenceKind.Removed, before, block.Older, block.OlderCount);
            Add(spans, DifferenceKind.Added, after, block.Newer, block.NewerCount);
            at = block.Newer + block.NewerCount;
        }

        Add(spans, DifferenceKind.Same, after, at, after.Count - at);
        return spans;
    }

    private static void Add(List<TextSpan> spans, DifferenceKind kind, List<string> tokens, int start, int count)
    {
        if (count > 0)
            spans.Add(new TextSpan(kind, string.Concat(tokens.GetRange(start, count))));
    }

    private static List<string> Characters(string line) => [.. line.EnumerateRunes().Select(rune => rune.ToString())];

    // Words, runs of white space, and HTML tags are one token each; anything else is by itself.
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        for (var at = 0; at < line.Length;)
        {
            var end = EndOfToken(line, at);
            words.Add(line[at..end]);
            at = end;
        }

        return words;
    }

    private static int EndOfToken(string line, int at)
    {
        if (line[at] == '<' && line.IndexOf('>', at) is > 0 and var close && at + 1 < line.Length && (char.IsAsciiLetter(line[at + 1]) || line[at + 1] == '/'))
            return close + 1;
        var end = at + 1;
        if (char.IsWhiteSpace(line[at]))
        {
            while (end < line.Length && char.IsWhiteSpace(line[end]))
                end++;
            return end;
        }

        if (Rune.TryGetRuneAt(line, at, out var rune) && !Rune.IsLetterOrDigit(rune))
            return at + rune.Utf16SequenceLength;
        while (end < line.Length && (char.IsLetterOrDigit(line[end]) || char.IsSurrogate(line[end]) || (line[end] is '.' or ',' or '\'' or '_' && end + 1 < line.Length && char.IsLetterOrDigit(line[end + 1]))))
            end++;
        return end;
    }
}
