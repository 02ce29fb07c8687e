using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Lists;

/// <summary>Reads lists of addresses: one a line, behind it the titles of groups, separated by commas. Blank lines and those that begin with # count for nothing.</summary>
internal sealed class UrlListReader(TimeProvider clock, WatchUrlRules rules)
{
    /// <summary>The watches of a list; each line that is not understood is noted with its number.</summary>
    public ImportResult Read(string text)
    {
        var report = new ImportReport();
        var watches = new List<ImportedWatch>();
        var number = 0;
        foreach (var range in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = range.Trim();
            if (line.IsEmpty || line[0] == '#')
                continue;
            if (watches.Count == ImportLimits.Watches)
            {
                report.Refused(Place(number), $"The list has more than {ImportLimits.Watches} addresses; this line and all behind it are left out.", "Import them as a second list.");
                break;
            }

            if (ReadLine(line.ToString(), number, report) is { } watch)
                watches.Add(watch);
        }

        return new ImportResult(ImportFormat.UrlList, report) { Watches = watches };
    }

    private ImportedWatch? ReadLine(string line, int number, ImportReport report)
    {
        // An address with templates has spaces of its own; it ends behind the last of its closing marks.
        var from = Math.Max(line.LastIndexOf("}}", StringComparison.Ordinal), line.LastIndexOf("%}", StringComparison.Ordinal));
        var end = line.AsSpan(Math.Max(from, 0)).IndexOfAny(' ', '\t');
        var address = end < 0 ? line : line[..(Math.Max(from, 0) + end)];
        if (!TypedUrl.TryParse(address, clock, rules, out var url, out var problem))
        {
            report.Refused(Place(number), $"{ImportText.Quote(address)}: {problem}", "Mend the line and import it again.");
            return null;
        }

        return new ImportedWatch
        {
            Place = Place(number),
            Draft = new WatchDraft { Url = url.Text },
            GroupTitles = GroupNames.In(line[address.Length..]),
        };
    }

    private static string Place(int number) => FormattableString.Invariant($"line {number}");
}
