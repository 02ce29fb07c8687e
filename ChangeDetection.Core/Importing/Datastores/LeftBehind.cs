using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>Counts the files of watches that are not carried over, to name them once rather than for each watch.</summary>
internal sealed partial class LeftBehind
{
    private static readonly (Regex Names, string What)[] Kinds =
    [
        (Screenshots(), "screenshots and thumbnails"),
        (Steps(), "pictures and pages of browser steps"),
        (Pages(), "copies of pages as they were fetched"),
        (Summaries(), "summaries of changes by a language model"),
        (Reports(), "reports of extracted text"),
        (Leftovers(), "files that each check writes anew"),
        (Processors(), "settings of ways to find changes that are not known here"),
    ];

    private readonly int[] _counts = new int[Kinds.Length];

    /// <summary>Counts the files of one folder.</summary>
    public void Count(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var kind = Array.FindIndex(Kinds, kind => kind.Names.IsMatch(name));
            if (kind >= 0)
                _counts[kind]++;
        }
    }

    /// <summary>Notes what was counted.</summary>
    public void Note(ImportReport report)
    {
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            if (_counts[kind] > 0)
                report.NotCarriedOver("files", FormattableString.Invariant($"{_counts[kind]} files are not carried over: {Kinds[kind].What}."));
        }
    }

    [GeneratedRegex(@"^(last-screenshot|last-error-screenshot|thumbnail)\.")]
    private static partial Regex Screenshots();

    [GeneratedRegex(@"\.html(\.br)?$|^preload-fetch\.json$")]
    private static partial Regex Pages();

    [GeneratedRegex(@"^step_")]
    private static partial Regex Steps();

    [GeneratedRegex(@"^change-summary-")]
    private static partial Regex Summaries();

    [GeneratedRegex(@"^report-.*\.csv$")]
    private static partial Regex Reports();

    [GeneratedRegex(@"^(last-fetched\.br|last-checksum\.txt|last-error\.txt|elements(-error)?\.(deflate|json))$")]
    private static partial Regex Leftovers();

    [GeneratedRegex(@"^(?!watch\.json$|tag\.json$|restock_diff\.json$).*\.json$")]
    private static partial Regex Processors();
}
