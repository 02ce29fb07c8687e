namespace ChangeDetection.Api.Fetching;

/// <summary>Lists that people write one entry a line.</summary>
internal static class NumberedLines
{
    /// <summary>Reads every line that says something; gives the first problem with the number of its line, or null.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="read">Reads one line, and says what is wrong with it or null.</param>
    public static string? Read(IReadOnlyList<string> lines, Func<string, string?> read)
    {
        string? problem = null;
        for (var index = 0; index < lines.Count; index++)
        {
            if (!string.IsNullOrWhiteSpace(lines[index]) && read(lines[index].Trim()) is { } wrong)
                problem ??= $"Line {index + 1} {wrong}";
        }

        return problem;
    }
}
