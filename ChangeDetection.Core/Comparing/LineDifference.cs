namespace ChangeDetection.Core.Comparing;

/// <summary>What differs between two texts, as a flat list of lines.</summary>
public static class LineDifference
{
    /// <summary>All lines of both texts in reading order: where they differ, first the removed lines, then the added ones.</summary>
    public static IReadOnlyList<DifferenceLine> Between(string older, string newer) =>
        [.. TextDifference.Between(older, newer).Changes.SelectMany(LinesOf)];

    private static IEnumerable<DifferenceLine> LinesOf(LineChange change) => change switch
    {
        LineChange.Same same => [new(DifferenceKind.Same, same.Text)],
        LineChange.Removed removed => [new(DifferenceKind.Removed, removed.Text)],
        LineChange.Added added => [new(DifferenceKind.Added, added.Text)],
        LineChange.Replaced replaced =>
            [.. replaced.Older.Select(line => new DifferenceLine(DifferenceKind.Removed, line)), .. replaced.Newer.Select(line => new DifferenceLine(DifferenceKind.Added, line))],
        _ => [],
    };
}
