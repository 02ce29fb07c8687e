using System.Text;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Filtering.Steps;

/// <summary>Makes what some patterns match the text: one match a line, of an expression with groups the groups.</summary>
internal sealed class ExtractMatches : IFilterStep
{
    private const int MaxMatches = 1_000_000;

    public PageText Apply(PageText text, FilterRules rules) =>
        rules.Extracted.Count == 0 ? text : text.Map(whole => Extract(whole, rules));

    private static string Extract(string text, FilterRules rules)
    {
        var found = new StringBuilder();
        var count = 0;
        foreach (var match in rules.Extracted.SelectMany(pattern => pattern.MatchesIn(text)))
        {
            rules.Deadline.Tick();
            if (++count > MaxMatches)
                throw new Extraction.FilterException(Checks.CheckFailure.TooComplex, $"The extract patterns match more than {MaxMatches} times; make them more specific.");
            if (found.Length > 0)
                found.Append('\n');
            Append(found, match);
        }

        return found.ToString();
    }

    private static void Append(StringBuilder found, Match match)
    {
        if (match.Groups.Count == 1)
            found.Append(match.ValueSpan);
        for (var group = 1; group < match.Groups.Count; group++)
            found.Append(match.Groups[group].ValueSpan);
    }
}
