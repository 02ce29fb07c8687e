namespace ChangeDetection.Core.Filtering;

/// <summary>Tells whether a text has a line that no earlier version had.</summary>
internal static class UniqueLines
{
    /// <summary>Whether some line is new; case and surrounding white space do not count.</summary>
    public static bool HasNew(string text, IEnumerable<string> versions, bool ignoresWhitespace)
    {
        var fresh = new HashSet<string>(Lines(text, ignoresWhitespace), StringComparer.Ordinal);
        foreach (var version in versions)
        {
            if (fresh.Count == 0)
                return false;
            foreach (var line in Lines(version, ignoresWhitespace))
                fresh.Remove(line);
        }

        return fresh.Count > 0;
    }

    private static IEnumerable<string> Lines(string text, bool ignoresWhitespace) =>
        text.Split('\n').Select(line => Plain(line, ignoresWhitespace)).Where(line => line.Length > 0);

    private static string Plain(string line, bool ignoresWhitespace)
    {
        var plain = line.Trim().ToLowerInvariant();
        return ignoresWhitespace ? plain.Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal) : plain;
    }
}
