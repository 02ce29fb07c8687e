using System.Buffers;

namespace ChangeDetection.Api.Fetching;

/// <summary>Request headers as people write them: one <c>Name: value</c> a line.</summary>
internal static class HeaderLines
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static IReadOnlyList<string> From(IReadOnlyDictionary<string, string> headers) => [.. headers.Select(header => $"{header.Key}: {header.Value}")];

    /// <summary>Reads lines; empty ones say nothing. What cannot be read is told in <paramref name="problem"/>.</summary>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyList<string> lines, out string? problem)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        problem = null;
        for (var index = 0; index < lines.Count; index++)
        {
            if (!string.IsNullOrWhiteSpace(lines[index]) && ReadLine(lines[index].Trim(), headers) is { } wrong)
                problem ??= $"Line {index + 1} {wrong}";
        }

        return headers;
    }

    private static string? ReadLine(string line, Dictionary<string, string> headers)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
            return "is no header: write it as Name: value, such as Accept-Language: de.";
        var (name, value) = (line[..colon].TrimEnd(), line[(colon + 1)..].Trim());
        if (name.AsSpan().ContainsAnyExcept(NameCharacters))
            return "has a name that cannot be sent: a name has letters, digits and hyphens, such as Accept-Language.";
        if (value.Any(character => char.IsControl(character) && character != '\t'))
            return "has a line break or another control character in its value: remove it.";
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            return $"sets {name}, which follows from the body: remove the line.";
        return headers.TryAdd(name, value) ? null : $"repeats {name}: keep one of the lines.";
    }
}
