using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Comparing;

namespace ChangeDetection.Core.Filtering.Conditions;

/// <summary>How far two texts are apart, in characters.</summary>
internal static class Similarity
{
    // Above this many steps the distance is told from lines, in bounded time; it is then at most too large.
    private const long MaxExactSteps = 100_000_000;

    /// <summary>The Levenshtein distance, and the ratio of equal characters (1 when equal, 0 when nothing is).</summary>
    public static (int Distance, double Ratio) Of(string older, string newer, CheckDeadline deadline)
    {
        var total = older.Length + newer.Length;
        if (total == 0)
            return (0, 1);
        var (distance, indel) = Measure(older, newer, deadline);
        return (distance, 1 - ((double)indel / total));
    }

    private static (int Distance, int Indel) Measure(string older, string newer, CheckDeadline deadline)
    {
        var head = older.AsSpan().CommonPrefixLength(newer);
        var one = older.AsSpan(head);
        var other = newer.AsSpan(head);
        var tail = 0;
        while (tail < one.Length && tail < other.Length && one[^(tail + 1)] == other[^(tail + 1)])
            tail++;
        one = one[..^tail];
        other = other[..^tail];
        if (one.IsEmpty || other.IsEmpty)
            return (one.Length + other.Length, one.Length + other.Length);
        return (long)one.Length * other.Length <= MaxExactSteps ? Exact(one, other, deadline) : ByLine(one.ToString(), other.ToString());
    }

    private static (int Distance, int Indel) Exact(ReadOnlySpan<char> one, ReadOnlySpan<char> other, CheckDeadline deadline)
    {
        var (edits, indels) = (new int[other.Length + 1], new int[other.Length + 1]);
        for (var n = 0; n <= other.Length; n++)
            edits[n] = indels[n] = n;
        for (var row = 1; row <= one.Length; row++)
        {
            deadline.Tick();
            var (editCorner, indelCorner) = (edits[0], indels[0]);
            edits[0] = indels[0] = row;
            for (var column = 1; column <= other.Length; column++)
            {
                var isSame = one[row - 1] == other[column - 1];
                var edit = isSame ? editCorner : 1 + Math.Min(editCorner, Math.Min(edits[column], edits[column - 1]));
                var indel = isSame ? indelCorner : 1 + Math.Min(indels[column], indels[column - 1]);
                (editCorner, indelCorner) = (edits[column], indels[column]);
                (edits[column], indels[column]) = (edit, indel);
            }
        }

        return (edits[^1], indels[^1]);
    }

    private static (int Distance, int Indel) ByLine(string one, string other)
    {
        var (distance, indel) = (0, 0);
        foreach (var change in TextDifference.Between(one, other).Changes)
        {
            var (removed, added) = change switch
            {
                LineChange.Removed line => (line.Text.Length + 1, 0),
                LineChange.Added line => (0, line.Text.Length + 1),
                LineChange.Replaced lines => (lines.Older.Sum(line => line.Length + 1), lines.Newer.Sum(line => line.Length + 1)),
                _ => (0, 0),
            };
            distance += Math.Max(removed, added);
            indel += removed + added;
        }

        return (distance, Math.Min(indel, one.Length + other.Length));
    }
}
