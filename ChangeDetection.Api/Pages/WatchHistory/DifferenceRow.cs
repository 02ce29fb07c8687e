using ChangeDetection.Core.Comparing;

namespace ChangeDetection.Api.Pages.WatchHistory;

/// <summary>One line of a difference as shown: its pieces, of which those marked differ within the line.</summary>
/// <param name="Kind">What became of the line.</param>
/// <param name="Pieces">The line in reading order.</param>
public sealed record DifferenceRow(DifferenceKind Kind, IReadOnlyList<TextSpan> Pieces)
{
    /// <summary>The rows of a difference in reading order: in place of replaced lines first the old ones, then the new.</summary>
    public static IReadOnlyList<DifferenceRow> Of(TextDifference difference) => [.. difference.Changes.SelectMany(Of)];

    private static IEnumerable<DifferenceRow> Of(LineChange change) => change switch
    {
        LineChange.Same same => [Whole(DifferenceKind.Same, same.Text)],
        LineChange.Removed removed => [Whole(DifferenceKind.Removed, removed.Text)],
        LineChange.Added added => [Whole(DifferenceKind.Added, added.Text)],
        LineChange.Replaced replaced => Of(replaced),
        _ => [],
    };

    private static IEnumerable<DifferenceRow> Of(LineChange.Replaced replaced)
    {
        var spans = replaced.Spans();
        return replaced.Older.Select((line, place) => Within(DifferenceKind.Removed, line, spans, place))
            .Concat(replaced.Newer.Select((line, place) => Within(DifferenceKind.Added, line, spans, place)));
    }

    private static DifferenceRow Within(DifferenceKind kind, string line, IReadOnlyList<IReadOnlyList<TextSpan>> spans, int place)
    {
        // Lines that have no word in common are two lines, not one that was edited.
        if (place >= spans.Count || !spans[place].Any(span => span.Kind is DifferenceKind.Same && span.Text.Any(char.IsLetterOrDigit)))
            return Whole(kind, line);
        return new DifferenceRow(kind, [.. spans[place].Where(span => span.Kind is DifferenceKind.Same || span.Kind == kind)]);
    }

    private static DifferenceRow Whole(DifferenceKind kind, string line) => new(kind, [new TextSpan(DifferenceKind.Same, line)]);
}
