using DiffPlex;
using DiffPlex.Chunkers;

namespace ChangeDetection.Core.Comparing;

/// <summary>What differs between two texts, line by line.</summary>
public static class LineDifference
{
    /// <summary>All lines of both texts in reading order: where they differ, first the removed lines, then the added ones.</summary>
    public static IReadOnlyList<DifferenceLine> Between(string older, string newer)
    {
        var result = Differ.Instance.CreateDiffs(older, newer, ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        var lines = new List<DifferenceLine>(result.PiecesNew.Count);
        var (inOld, inNew) = (0, 0);
        foreach (var block in result.DiffBlocks)
        {
            Copy(DifferenceKind.Same, result.PiecesNew, ref inNew, block.InsertStartB);
            Copy(DifferenceKind.Removed, result.PiecesOld, ref inOld, block.DeleteStartA, block.DeleteCountA);
            Copy(DifferenceKind.Added, result.PiecesNew, ref inNew, block.InsertStartB + block.InsertCountB);
        }

        Copy(DifferenceKind.Same, result.PiecesNew, ref inNew, result.PiecesNew.Count);
        return lines;

        void Copy(DifferenceKind kind, IReadOnlyList<string> pieces, ref int from, int to, int count = -1)
        {
            if (count >= 0)
                (from, to) = (to, to + count);
            for (; from < to; from++)
                lines.Add(new DifferenceLine(kind, pieces[from]));
        }
    }
}
