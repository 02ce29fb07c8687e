using ChangeDetection.Core.Comparing;

namespace ChangeDetection.Api.Pages.WatchHistory;

/// <summary>Some lines of a difference that are shown, or unchanged ones that are folded away until asked for.</summary>
/// <param name="Lines">The lines in reading order.</param>
/// <param name="IsFolded">Whether they are folded away.</param>
public sealed record DifferencePart(IReadOnlyList<DifferenceRow> Lines, bool IsFolded)
{
    private const int Context = 3;
    private const int WorthFolding = 4;

    /// <summary>Folds long unchanged stretches, but for three lines beside each change.</summary>
    public static IReadOnlyList<DifferencePart> Fold(IReadOnlyList<DifferenceRow> lines)
    {
        var parts = new List<DifferencePart>();
        for (var at = 0; at < lines.Count;)
        {
            var end = at;
            while (end < lines.Count && IsSame(lines[end]) == IsSame(lines[at]))
                end++;
            if (IsSame(lines[at]))
                AddUnchanged(parts, lines, at, end);
            else
                parts.Add(new DifferencePart(Slice(lines, at, end), IsFolded: false));
            at = end;
        }

        return parts;
    }

    private static void AddUnchanged(List<DifferencePart> parts, IReadOnlyList<DifferenceRow> lines, int start, int end)
    {
        var foldFrom = start == 0 ? 0 : start + Context;
        var foldTo = end == lines.Count ? end : end - Context;
        if (foldTo - foldFrom < WorthFolding)
        {
            parts.Add(new DifferencePart(Slice(lines, start, end), IsFolded: false));
            return;
        }

        if (foldFrom > start)
            parts.Add(new DifferencePart(Slice(lines, start, foldFrom), IsFolded: false));
        parts.Add(new DifferencePart(Slice(lines, foldFrom, foldTo), IsFolded: true));
        if (foldTo < end)
            parts.Add(new DifferencePart(Slice(lines, foldTo, end), IsFolded: false));
    }

    private static bool IsSame(DifferenceRow line) => line.Kind is DifferenceKind.Same;

    private static List<DifferenceRow> Slice(IReadOnlyList<DifferenceRow> lines, int from, int to) => [.. lines.Skip(from).Take(to - from)];
}
