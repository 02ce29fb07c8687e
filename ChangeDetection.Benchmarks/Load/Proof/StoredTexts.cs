using System.Globalization;
using System.Text.RegularExpressions;

namespace ChangeDetection.Benchmarks.Load.Proof;

/// <summary>Which versions of a page are stored, as their texts tell, oldest first; -1 is a text that is none of the watch.</summary>
internal sealed partial record StoredTexts(int Watch, IReadOnlyList<int> Versions)
{
    public static StoredTexts Of(int watch, IEnumerable<string> texts) => new(watch, [.. texts.Select(text => VersionIn(watch, text))]);

    /// <summary>How many of the versions up to the last one are missing.</summary>
    public int Lost(int last) => Enumerable.Range(0, last + 1).Except(Versions).Count();

    /// <summary>How many are stored more than once, or are none.</summary>
    public int Doubled => Versions.Count - Versions.Where(version => version >= 0).Distinct().Count();

    /// <summary>Refuses the run unless every version up to the last one is stored once, in their order.</summary>
    public void Require(int last)
    {
        if (!Versions.SequenceEqual(Enumerable.Range(0, last + 1)))
            throw new RunRefusedException($"The run is not reported: of watch {Watch} the versions 0 to {last} should be stored, and {string.Join(", ", Versions)} are.");
    }

    private static int VersionIn(int watch, string text) =>
        Line().Match(text) is { Success: true } line && int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) == watch
            ? int.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture)
            : -1;

    [GeneratedRegex(@"This is watch (\d+) at version (\d+)\.")]
    private static partial Regex Line();
}
