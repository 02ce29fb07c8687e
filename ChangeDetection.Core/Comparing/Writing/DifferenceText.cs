namespace ChangeDetection.Core.Comparing.Writing;

/// <summary>Writes a difference for people. The page's own words are always escaped, so no page can add markup.</summary>
public static class DifferenceText
{
    /// <summary>Compares two texts and writes what differs.</summary>
    public static string Of(string older, string newer, DifferenceFormat format, DifferenceOptions? options = null) =>
        Of(TextDifference.Between(older, newer, options), format, options);

    /// <summary>Writes a difference.</summary>
    public static string Of(TextDifference difference, DifferenceFormat format, DifferenceOptions? options = null)
    {
        var chosen = options ?? new DifferenceOptions();
        var marks = DifferenceMarkers.Of(format);
        var context = ContextOf(difference.Changes, chosen);
        var lines = new List<string>();
        for (var n = 0; n < difference.Changes.Count; n++)
        {
            if (difference.Changes[n] is LineChange.Same same)
            {
                if (chosen.IncludesSame || context?[n] == true)
                    lines.Add(marks.Escape(same.Text));
            }
            else
            {
                lines.AddRange(LinesOf(difference.Changes[n], marks, chosen));
            }
        }

        return string.Join(marks.LineEnd, lines);
    }

    private static IEnumerable<string> LinesOf(LineChange change, DifferenceMarkers marks, DifferenceOptions options) => change switch
    {
        LineChange.Removed removed when options.IncludesRemoved => [Marked(removed.Text, marks.Removed, marks, options)],
        LineChange.Added added when options.IncludesAdded => [Marked(added.Text, marks.Added, marks, options)],
        LineChange.Replaced replaced when options.IncludesReplaced => ReplacedLines(replaced, marks, options),
        _ => [],
    };

    private static IEnumerable<string> ReplacedLines(LineChange.Replaced replaced, DifferenceMarkers marks, DifferenceOptions options)
    {
        if ((options.ByWord || options.ByCharacter) && replaced is { Older: [var older], Newer: [var newer] })
        {
            var spans = InlineDifference.Between(older, newer, options.ByCharacter);
            if (options.IgnoresWhitespace && spans.All(span => span.Kind == DifferenceKind.Same || string.IsNullOrWhiteSpace(span.Text)))
                return [];
            if (spans.Any(span => span.Kind == DifferenceKind.Same && !string.IsNullOrWhiteSpace(span.Text)))
                return [string.Concat(spans.Select(span => SpanText(span, marks, options)))];
        }

        return [.. replaced.Older.Select(line => Marked(line, marks.Changed, marks, options)), .. replaced.Newer.Select(line => Marked(line, marks.Into, marks, options))];
    }

    private static string SpanText(TextSpan span, DifferenceMarkers marks, DifferenceOptions options) => span.Kind switch
    {
        DifferenceKind.Removed => Marked(span.Text, marks.Removed, marks, options),
        DifferenceKind.Added => Marked(span.Text, marks.Added, marks, options),
        _ => marks.Escape(span.Text),
    };

    private static string Marked(string text, (string Open, string Close) mark, DifferenceMarkers marks, DifferenceOptions options) =>
        options.HasMarkers ? mark.Open + marks.Escape(text) + mark.Close : marks.Escape(text);

    private static bool[]? ContextOf(IReadOnlyList<LineChange> changes, DifferenceOptions options)
    {
        if (options.ContextLines <= 0 || options.IncludesSame)
            return null;
        var shown = new bool[changes.Count];
        var next = int.MinValue / 2;
        for (var n = 0; n < changes.Count; n++)
        {
            next = IsTold(changes[n], options) ? n : next;
            shown[n] = n - next <= options.ContextLines;
        }

        next = int.MaxValue / 2;
        for (var n = changes.Count - 1; n >= 0; n--)
        {
            next = IsTold(changes[n], options) ? n : next;
            shown[n] |= next - n <= options.ContextLines;
        }

        return shown;
    }

    private static bool IsTold(LineChange change, DifferenceOptions options) => change switch
    {
        LineChange.Removed => options.IncludesRemoved,
        LineChange.Added => options.IncludesAdded,
        LineChange.Replaced => options.IncludesReplaced,
        _ => false,
    };
}
