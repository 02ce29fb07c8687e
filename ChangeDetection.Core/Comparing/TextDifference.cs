namespace ChangeDetection.Core.Comparing;

/// <summary>What differs between two texts, line by line, in reading order.</summary>
public sealed class TextDifference
{
    private TextDifference(IReadOnlyList<LineChange> changes, bool isCoarse) => (Changes, IsCoarse) = (changes, isCoarse);

    /// <summary>All lines of both texts.</summary>
    public IReadOnlyList<LineChange> Changes { get; }

    /// <summary>Whether the texts differ so much that some places are told as wholly replaced, to end in bounded time.</summary>
    public bool IsCoarse { get; }

    /// <summary>Compares two texts.</summary>
    public static TextDifference Between(string older, string newer, DifferenceOptions? options = null)
    {
        var (before, after) = (Lines(older), Lines(newer));
        var alignment = Alignment.Of(before, after, LineComparer.Of(options ?? new DifferenceOptions()));
        var changes = new List<LineChange>(after.Length);
        var (inOlder, inNewer) = (0, 0);
        foreach (var block in alignment.Blocks)
        {
            AddSame(changes, before, after, ref inOlder, ref inNewer, block.Newer);
            Add(changes, before.AsSpan(block.Older, block.OlderCount), after.AsSpan(block.Newer, block.NewerCount));
            (inOlder, inNewer) = (block.Older + block.OlderCount, block.Newer + block.NewerCount);
        }

        AddSame(changes, before, after, ref inOlder, ref inNewer, after.Length);
        return new TextDifference(changes, alignment.IsCoarse);
    }

    /// <summary>The lines of a text; an empty text has none.</summary>
    internal static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").Split('\n');

    private static void AddSame(List<LineChange> changes, string[] before, string[] after, ref int inOlder, ref int inNewer, int end)
    {
        for (; inNewer < end; inNewer++)
            changes.Add(new LineChange.Same(before[inOlder++], after[inNewer]));
    }

    private static void Add(List<LineChange> changes, ReadOnlySpan<string> older, ReadOnlySpan<string> newer)
    {
        if (older.Length > 0 && newer.Length > 0)
        {
            changes.Add(new LineChange.Replaced(older.ToArray(), newer.ToArray()));
            return;
        }

        foreach (var line in older)
            changes.Add(new LineChange.Removed(line));
        foreach (var line in newer)
            changes.Add(new LineChange.Added(line));
    }
}
