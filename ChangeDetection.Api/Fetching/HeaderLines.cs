using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Fetching;

/// <summary>Request headers as people write them: one <c>Name: value</c> a line, with stored values masked but for those that give nothing away.</summary>
internal static class HeaderLines
{
    public static IReadOnlyList<string> From(IReadOnlyDictionary<string, string> headers, bool withSecrets = false) =>
        [.. headers.Select(header => $"{header.Key}: {Shown(header.Key, header.Value, withSecrets)}")];

    /// <summary>The value of a header as it is shown.</summary>
    public static string Shown(string name, string value, bool withSecrets = false) => SecretMask.Of(value, withSecrets || RequestHeader.IsHarmless(name))!;

    /// <summary>Reads lines; empty ones say nothing. A masked value is that of the stored header of the name. What cannot be read is told in <paramref name="problem"/>.</summary>
    public static IReadOnlyDictionary<string, string> Read(IReadOnlyList<string> lines, IReadOnlyDictionary<string, string> stored, out string? problem)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        problem = NumberedLines.Read(lines, line => ReadLine(line, stored, headers));
        return headers;
    }

    private static string? ReadLine(string line, IReadOnlyDictionary<string, string> stored, Dictionary<string, string> headers)
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
        var known = stored.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        if (!RequestHeader.IsHarmless(name))
        {
            if (SecretMask.ProblemWith(value, known) is not null)
                return $"has {SecretMask.Text} for a value, but no stored header has this name: type the value again.";
            value = SecretMask.Meant(value, known) ?? "";
        }

        return headers.TryAdd(name, value) ? null : $"repeats {name}: keep one of the lines.";
    }
}
