using System.Globalization;
using ChangeDetection.Core.Politeness;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Fetching;

/// <summary>Limits of single hosts as people write them: one <c>host checks=N gap=S</c> a line, either of the two left out for the usual.</summary>
internal static class HostRuleLines
{
    public const int MostChecks = 100;
    public const double LongestGap = 3600;

    public static IReadOnlyList<string> From(IReadOnlyList<HostRule> rules) => [.. rules.Select(Line)];

    /// <summary>Reads lines; empty ones say nothing. What cannot be read is told in <paramref name="problem"/>.</summary>
    public static IReadOnlyList<HostRule> Read(IReadOnlyList<string> lines, out string? problem)
    {
        var rules = new List<HostRule>();
        problem = NumberedLines.Read(lines, line => ReadLine(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), rules));
        return rules;
    }

    private static string? ReadLine(string[] words, List<HostRule> rules)
    {
        if (words.Length == 1)
            return "has no limit: write it as host checks=1 gap=30.";
        if (HostOf(words[0]) is not { } host)
            return "does not begin with a host: write it as in an address, such as example.com or intranet:8080.";
        if (rules.Any(other => other.Host == host))
            return "repeats a host: keep one of the lines.";
        var rule = new HostRule(host);
        foreach (var word in words[1..])
        {
            if (With(rule, word) is not { } limited)
                return $"has a limit that cannot be read: give checks from 1 to {MostChecks} and gap from 0 to {LongestGap} seconds, such as checks=1 gap=30.";
            rule = limited;
        }

        rules.Add(rule);
        return null;
    }

    private static HostRule? With(HostRule rule, string word)
    {
        if (word.StartsWith("checks=", StringComparison.Ordinal) && int.TryParse(word[7..], NumberStyles.None, CultureInfo.InvariantCulture, out var checks) && checks is >= 1 and <= MostChecks)
            return rule with { MaxInFlight = checks };
        if (word.StartsWith("gap=", StringComparison.Ordinal) && double.TryParse(word[4..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var gap) && gap is >= 0 and <= LongestGap)
            return rule with { MinGapSeconds = gap };
        return null;
    }

    private static string? HostOf(string word) =>
        !word.Contains("//", StringComparison.Ordinal) && Uri.TryCreate($"http://{word}/", UriKind.Absolute, out var uri)
        && uri is { UserInfo: "", AbsolutePath: "/", Query: "", Fragment: "", Port: > 0 } && uri.Host.Length > 0 && !word.EndsWith('/')
            ? HostKey.Of(uri) : null;

    private static string Line(HostRule rule)
    {
        var checks = rule.MaxInFlight is { } most ? $" checks={most.ToString(CultureInfo.InvariantCulture)}" : "";
        var gap = rule.MinGapSeconds is { } least ? $" gap={least.ToString(CultureInfo.InvariantCulture)}" : "";
        return rule.Host + checks + gap;
    }
}
