using System.Globalization;
using System.Text;

namespace ChangeDetection.Core.Comparing.Writing;

/// <summary>A difference as a unified patch that the <c>patch</c> program applies.</summary>
public static class UnifiedPatch
{
    /// <summary>What stands in place of a patch when nothing differs.</summary>
    public const string NoDifferences = "(no differences)\n";

    private const string NoEndOfLine = "\\ No newline at end of file";

    /// <summary>The patch from the older text to the newer.</summary>
    /// <param name="older">The text before.</param>
    /// <param name="newer">The text after.</param>
    /// <param name="olderName">What the head calls the older text.</param>
    /// <param name="newerName">What the head calls the newer text.</param>
    /// <param name="contextLines">How many unchanged lines stand round each change.</param>
    public static string Between(string older, string newer, string olderName, string newerName, int contextLines = 3)
    {
        var (before, after) = (FileLines(older), FileLines(newer));
        var blocks = Alignment.Of(before, after, StringComparer.Ordinal).Blocks;
        if (blocks.Count == 0)
            return NoDifferences;
        var patch = new StringBuilder().Append("--- ").Append(Name(olderName)).Append('\n').Append("+++ ").Append(Name(newerName)).Append('\n');
        for (var first = 0; first < blocks.Count;)
        {
            var last = first;
            while (last + 1 < blocks.Count && blocks[last + 1].Older - (blocks[last].Older + blocks[last].OlderCount) <= 2 * contextLines)
                last++;
            AppendHunk(patch, before, after, [.. blocks.Skip(first).Take(last - first + 1)], contextLines);
            first = last + 1;
        }

        return patch.ToString();
    }

    private static void AppendHunk(StringBuilder patch, string[] before, string[] after, Alignment.Block[] blocks, int contextLines)
    {
        var (head, tail) = (blocks[0], blocks[^1]);
        var lead = Math.Min(contextLines, Math.Min(head.Older, head.Newer));
        var trail = Math.Min(contextLines, before.Length - (tail.Older + tail.OlderCount));
        var older = (Start: head.Older - lead, End: tail.Older + tail.OlderCount + trail);
        var newer = (Start: head.Newer - lead, End: tail.Newer + tail.NewerCount + trail);
        patch.Append(CultureInfo.InvariantCulture, $"@@ -{Range(older)} +{Range(newer)} @@\n");
        var at = older.Start;
        foreach (var block in blocks)
        {
            Append(patch, ' ', before, at, block.Older);
            Append(patch, '-', before, block.Older, block.Older + block.OlderCount);
            Append(patch, '+', after, block.Newer, block.Newer + block.NewerCount);
            at = block.Older + block.OlderCount;
        }

        Append(patch, ' ', before, at, older.End);
    }

    private static void Append(StringBuilder patch, char mark, string[] lines, int from, int to)
    {
        for (; from < to; from++)
        {
            patch.Append(mark).Append(lines[from]);
            if (!lines[from].EndsWith('\n'))
                patch.Append('\n').Append(NoEndOfLine).Append('\n');
        }
    }

    private static string Range((int Start, int End) lines)
    {
        var count = lines.End - lines.Start;
        var start = count == 0 ? lines.Start : lines.Start + 1;
        return count == 1 ? start.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{start},{count}");
    }

    // Lines keep their end, so that a missing last one is a difference, as it is for patch.
    private static string[] FileLines(string text)
    {
        var lines = text.Split('\n');
        var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        return [.. lines.Take(count).Select((line, n) => n < lines.Length - 1 ? line + "\n" : line)];
    }

    private static string Name(string name) => string.Concat(name.Select(character => char.IsControl(character) ? ' ' : character));
}
