using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Api.Groups;

/// <summary>Groups as people write them, one in a line: <c>News</c>, or <c>News every 15 minutes</c>.</summary>
internal static partial class GroupLines
{
    private const int LongestTitle = 200;
    private const long MostUnits = 1_000_000;

    /// <summary>The groups meant; one that is there already keeps its identity, so that its watches stay in it.</summary>
    public static IReadOnlyList<WatchGroup> Read(IReadOnlyList<string> lines, IReadOnlyList<WatchGroup> before, out string? problem)
    {
        problem = null;
        var groups = new List<WatchGroup>();
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (!TryRead(line, before, out var group, out problem))
                return before;
            if (groups.Any(other => other.IsCalled(group.Title)))
            {
                problem = $"The group '{group.Title}' stands there twice.";
                return before;
            }

            groups.Add(group);
        }

        return groups;
    }

    /// <summary>The lines of groups.</summary>
    public static IReadOnlyList<string> From(IReadOnlyList<WatchGroup> groups) =>
        [.. groups.Select(group => group.TimeBetweenCheck is { } interval ? $"{group.Title} every {Words(interval)}" : group.Title)];

    /// <summary>The identities of groups named by title or identity; a name that is none of them is a problem.</summary>
    public static IReadOnlyList<string> Identities(IReadOnlyList<string> names, IReadOnlyList<WatchGroup> groups, out string? problem)
    {
        var unknown = names.FirstOrDefault(name => !groups.Any(group => group.IsCalled(name)));
        problem = unknown is null ? null : $"There is no group '{unknown}': add it on the settings page first.";
        return [.. names.SelectMany(name => groups.Where(group => group.IsCalled(name)).Select(group => group.Id)).Distinct()];
    }

    private static bool TryRead(string line, IReadOnlyList<WatchGroup> before, [NotNullWhen(true)] out WatchGroup? group, out string? problem)
    {
        (group, problem) = (null, null);
        var match = Line.Match(line);
        var title = match.Groups["title"].Value.Trim();
        if (title.Length is 0 or > LongestTitle)
            problem = $"A group's name has 1 to {LongestTitle} characters.";
        else if (match.Groups["count"].Success && ReadCount(match) is < 1 or > MostUnits)
            problem = $"'{line}': give an interval from 1 to {MostUnits}, such as 'every 15 minutes'.";
        if (problem is not null)
            return false;
        var interval = match.Groups["count"].Success ? IntervalOf(ReadCount(match), match.Groups["unit"].Value) : null;
        // What else the group sets stays: a line says its name and its interval alone.
        group = (before.FirstOrDefault(one => one.IsCalled(title)) ?? new WatchGroup(Guid.NewGuid().ToString(), title)) with { Title = title, TimeBetweenCheck = interval };
        return true;
    }

    private static long ReadCount(Match match) => long.TryParse(match.Groups["count"].Value, CultureInfo.InvariantCulture, out var count) ? count : long.MaxValue;

    private static CheckInterval IntervalOf(long count, string unit) => unit.ToLowerInvariant() switch
    {
        "week" => new CheckInterval { Weeks = count },
        "day" => new CheckInterval { Days = count },
        "hour" => new CheckInterval { Hours = count },
        "minute" => new CheckInterval { Minutes = count },
        _ => new CheckInterval { Seconds = count },
    };

    private static string Words(CheckInterval interval)
    {
        var seconds = (long)interval.ToTimeSpan().TotalSeconds;
        foreach (var (unit, length) in ((string, long)[])[("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60)])
        {
            if (seconds >= length && seconds % length == 0)
                return Counted(seconds / length, unit);
        }

        return Counted(seconds, "second");
    }

    private static string Counted(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
    [GeneratedRegex(@"^(?<title>.*?)(?:\s+every\s+(?<count>\d+)\s+(?<unit>second|minute|hour|day|week)s?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Line { get; }
}
