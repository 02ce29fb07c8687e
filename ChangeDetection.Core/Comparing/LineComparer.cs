namespace ChangeDetection.Core.Comparing;

/// <summary>When two lines count as the same.</summary>
internal sealed class LineComparer(bool ignoresCase, bool ignoresWhitespace) : IEqualityComparer<string>
{
    /// <summary>The comparer of some options.</summary>
    public static IEqualityComparer<string> Of(DifferenceOptions options) =>
        options.IgnoresCase || options.IgnoresWhitespace ? new LineComparer(options.IgnoresCase, options.IgnoresWhitespace) : StringComparer.Ordinal;

    public bool Equals(string? one, string? other) => string.Equals(Plain(one), Plain(other), StringComparison.Ordinal);

    public int GetHashCode(string line) => StringComparer.Ordinal.GetHashCode(Plain(line)!);

    private string? Plain(string? line)
    {
        if (line is null)
            return null;
        if (ignoresWhitespace)
            line = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return ignoresCase ? line.ToLowerInvariant() : line;
    }
}
