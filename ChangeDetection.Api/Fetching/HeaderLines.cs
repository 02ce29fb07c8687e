using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Fetching;

/// <summary>Request headers as people write them: one <c>Name: value</c> a line.</summary>
internal static class HeaderLines
{
    public static IReadOnlyList<string> From(IReadOnlyDictionary<string, string> headers) => [.. headers.Select(header => $"{header.Key}: {header.Value}")];

    /// <summary>Reads lines; empty ones say nothing. What cannot be read is told in <paramref name="problem"/>.</summary>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyList<string> lines, out string? problem)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        problem = NumberedLines.Read(lines, line => ReadLine(line, headers));
        return headers;
    }

    private static string? ReadLine(string line, Dictionary<string, string> headers)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
            return "is no header: write it as Name: value, such as Accept-Language: de.";
        var (name, value) = (line[..colon].TrimEnd(), line[(colon + 1)..].Trim());
        if (!RequestHeader.IsName(name))
            return "has a name that cannot be sent: a name has letters, digits and hyphens, such as Accept-Language.";
        if (!RequestHeader.IsValue(value))
            return "has a line break or another control character in its value: remove it.";
        if (RequestHeader.IsFraming(name))
            return $"sets {name}, which follows from the body: remove the line.";
        return headers.TryAdd(name, value) ? null : $"repeats {name}: keep one of the lines.";
    }
}
