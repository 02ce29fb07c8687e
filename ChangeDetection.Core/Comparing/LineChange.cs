namespace ChangeDetection.Core.Comparing;

/// <summary>One step from the older text to the newer: a closed set.</summary>
public abstract record LineChange
{
    private LineChange()
    {
    }

    /// <summary>A line of both texts, as the newer one has it.</summary>
    /// <param name="Older">The line in the older text.</param>
    /// <param name="Text">The line in the newer text; it may differ in what the comparison ignores.</param>
    public sealed record Same(string Older, string Text) : LineChange;

    /// <summary>A line only the older text has, at a place where the newer has nothing else.</summary>
    public sealed record Removed(string Text) : LineChange;

    /// <summary>A line only the newer text has, at a place where the older had nothing else.</summary>
    public sealed record Added(string Text) : LineChange;

    /// <summary>Lines in whose place others came.</summary>
    /// <param name="Older">The lines before.</param>
    /// <param name="Newer">The lines after.</param>
    public sealed record Replaced(IReadOnlyList<string> Older, IReadOnlyList<string> Newer) : LineChange
    {
        /// <summary>Line by line what differs within, the first older line against the first newer, and so on; lines without partner are left out.</summary>
        /// <param name="byCharacter">Whether characters are compared instead of words.</param>
        public IReadOnlyList<IReadOnlyList<TextSpan>> Spans(bool byCharacter = false) =>
            [.. Older.Zip(Newer, (older, newer) => InlineDifference.Between(older, newer, byCharacter))];
    }
}
