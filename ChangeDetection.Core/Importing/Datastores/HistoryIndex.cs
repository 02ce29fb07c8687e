using System.Globalization;
using ChangeDetection.Core.Importing.Datastores.Files;
using ChangeDetection.Core.Importing.Reading;

namespace ChangeDetection.Core.Importing.Datastores;

/// <summary>Which versions a watch has: lines of a moment in seconds since 1970, a comma, and the name of a file.</summary>
internal static class HistoryIndex
{
    private const int MaxIndex = 32 * 1024 * 1024;
    private const double LastSecond = 253_402_300_799;

    /// <summary>Versions as one document of all watches once listed them.</summary>
    public static IReadOnlyList<(DateTimeOffset At, string Name)> Sort(IEnumerable<KeyValuePair<string, string>> entries, string place, ImportReport report)
    {
        // The last of two at one moment is the one that counts.
        var found = new Dictionary<long, string>();
        var (unread, repeated) = (0, 0);
        foreach (var (moment, path) in entries)
        {
            if (!TryReadMoment(moment, out var seconds))
                unread++;
            else if (!found.TryAdd(seconds, SnapshotFile.NameIn(path)))
            {
                repeated++;
                found[seconds] = SnapshotFile.NameIn(path);
            }
        }

        if (unread > 0)
            report.NotCarriedOver(place, FormattableString.Invariant($"{unread} lines of the history say no moment and file; they are left out."));
        if (repeated > 0)
            report.Remark(place, FormattableString.Invariant($"{repeated} lines of the history repeat a moment; the last line of a moment counts."));
        return [.. found.OrderBy(entry => entry.Key).Select(entry => (DateTimeOffset.FromUnixTimeSeconds(entry.Key), entry.Value))];
    }

    /// <summary>The lines of an index file.</summary>
    /// <exception cref="ImportException">The file cannot be read.</exception>
    public static async Task<IEnumerable<KeyValuePair<string, string>>> LinesAsync(DatastoreFile index, CancellationToken cancellationToken)
    {
        var text = ImportText.Decode(await index.ReadAsync(MaxIndex, cancellationToken));
        return text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(Split);
    }

    private static KeyValuePair<string, string> Split(string line)
    {
        var comma = line.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? new("", "") : new(line[..comma], line[(comma + 1)..]);
    }

    private static bool TryReadMoment(string text, out long seconds)
    {
        var isMoment = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LastSecond;
        seconds = isMoment ? (long)number : 0;
        return isMoment;
    }
}
