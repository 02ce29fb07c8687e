using ChangeDetection.Core.Comparing;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Filtering;

/// <summary>The lines of a difference that count for a watch that wants only some kinds of change.</summary>
internal static class CountedChanges
{
    /// <summary>Whether the watch wants some kinds and not others; none chosen means all.</summary>
    public static bool Apply(WatchSettings settings) =>
        (settings.FilterTextAdded, settings.FilterTextRemoved, settings.FilterTextReplaced) is not ((true, true, true) or (false, false, false));

    /// <summary>The counted lines, joined; empty when there is none.</summary>
    public static string Between(string older, string newer, WatchSettings settings)
    {
        var lines = new List<string>();
        foreach (var change in TextDifference.Between(older, newer).Changes)
        {
            switch (change)
            {
                case LineChange.Added added when settings.FilterTextAdded:
                    lines.Add(added.Text);
                    break;
                case LineChange.Removed removed when settings.FilterTextRemoved:
                    lines.Add(removed.Text);
                    break;
                case LineChange.Replaced replaced when settings.FilterTextReplaced:
                    lines.AddRange(replaced.Older);
                    lines.AddRange(replaced.Newer);
                    break;
            }
        }

        return string.Join('\n', lines);
    }
}
