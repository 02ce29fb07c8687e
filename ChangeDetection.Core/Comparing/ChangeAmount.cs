namespace ChangeDetection.Core.Comparing;

/// <summary>How much differs between two texts.</summary>
/// <param name="LinesAdded">Lines only the newer text has.</param>
/// <param name="LinesRemoved">Lines only the older text has.</param>
/// <param name="LinesSame">Lines of both.</param>
public readonly record struct ChangeAmount(int LinesAdded, int LinesRemoved, int LinesSame)
{
    /// <summary>The share of lines that differ, from 0 to 100.</summary>
    public double Percent => LinesAdded + LinesRemoved == 0 ? 0 : 100.0 * (LinesAdded + LinesRemoved) / (LinesAdded + LinesRemoved + (2.0 * LinesSame));

    /// <summary>Counts a difference.</summary>
    public static ChangeAmount Of(TextDifference difference)
    {
        var (added, removed, same) = (0, 0, 0);
        foreach (var change in difference.Changes)
        {
            added += change switch { LineChange.Added => 1, LineChange.Replaced replaced => replaced.Newer.Count, _ => 0 };
            removed += change switch { LineChange.Removed => 1, LineChange.Replaced replaced => replaced.Older.Count, _ => 0 };
            same += change is LineChange.Same ? 1 : 0;
        }

        return new ChangeAmount(added, removed, same);
    }
}
