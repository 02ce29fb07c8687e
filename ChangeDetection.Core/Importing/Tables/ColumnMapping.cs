using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ChangeDetection.Core.Importing.Tables;

/// <summary>What the columns of a table mean.</summary>
/// <param name="HasHeader">Whether the first row names the columns instead of describing a watch.</param>
/// <param name="Fields">The meaning of each column from the left; those further right have none.</param>
public sealed partial record ColumnMapping(bool HasHeader, ImmutableArray<ImportField> Fields)
{
    private static readonly FrozenDictionary<string, ImportField> Names = new Dictionary<string, ImportField>
    {
        ["url"] = ImportField.Url,
        ["uri"] = ImportField.Url,
        ["address"] = ImportField.Url,
        ["link"] = ImportField.Url,
        ["website"] = ImportField.Url,
        ["page"] = ImportField.Url,
        ["webpage"] = ImportField.Url,
        ["title"] = ImportField.Title,
        ["name"] = ImportField.Title,
        ["label"] = ImportField.Title,
        ["group"] = ImportField.Groups,
        ["groups"] = ImportField.Groups,
        ["tag"] = ImportField.Groups,
        ["tags"] = ImportField.Groups,
        ["folder"] = ImportField.Groups,
        ["category"] = ImportField.Groups,
        ["intervalseconds"] = ImportField.IntervalSeconds,
        ["intervals"] = ImportField.IntervalSeconds,
        ["seconds"] = ImportField.IntervalSeconds,
        ["interval"] = ImportField.IntervalMinutes,
        ["intervalmin"] = ImportField.IntervalMinutes,
        ["intervalminutes"] = ImportField.IntervalMinutes,
        ["minutes"] = ImportField.IntervalMinutes,
        ["minutesbetweencheck"] = ImportField.IntervalMinutes,
        ["intervalh"] = ImportField.IntervalHours,
        ["intervalhours"] = ImportField.IntervalHours,
        ["hours"] = ImportField.IntervalHours,
        ["intervald"] = ImportField.IntervalDays,
        ["intervaldays"] = ImportField.IntervalDays,
        ["days"] = ImportField.IntervalDays,
        ["filter"] = ImportField.IncludeFilter,
        ["includefilter"] = ImportField.IncludeFilter,
        ["includefilters"] = ImportField.IncludeFilter,
        ["selector"] = ImportField.IncludeFilter,
        ["css"] = ImportField.IncludeFilter,
        ["cssfilter"] = ImportField.IncludeFilter,
        ["cssselector"] = ImportField.IncludeFilter,
        ["xpath"] = ImportField.IncludeXPath,
        ["remove"] = ImportField.RemoveSelector,
        ["exclude"] = ImportField.RemoveSelector,
        ["removeselector"] = ImportField.RemoveSelector,
        ["subtractiveselectors"] = ImportField.RemoveSelector,
        ["ignoretext"] = ImportField.IgnoreText,
        ["trigger"] = ImportField.TriggerText,
        ["triggertext"] = ImportField.TriggerText,
        ["notification"] = ImportField.NotificationUrls,
        ["notificationurl"] = ImportField.NotificationUrls,
        ["notificationurls"] = ImportField.NotificationUrls,
        ["dynamicwachet"] = ImportField.UsesBrowser,
        ["browser"] = ImportField.UsesBrowser,
        ["paused"] = ImportField.IsPaused,
    }.ToFrozenDictionary();

    // The columns of a Wachete export that say something about a watch.
    private static readonly FrozenSet<string> WacheteNames = FrozenSet.Create("name", "url", "xpath", "intervalmin", "dynamicwachet", "folder");

    /// <summary>What a column is taken for.</summary>
    public ImportField this[int column] => column >= 0 && column < Fields.Length ? Fields[column] : ImportField.None;

    /// <summary>Guesses from the first row: by the names in it, or, when none of them means an address, by which cell is one.</summary>
    public static ColumnMapping Guess(IReadOnlyList<string> firstRow)
    {
        ImmutableArray<ImportField> named = [.. firstRow.Select(name => Names.GetValueOrDefault(Normalize(name)))];
        if (named.Contains(ImportField.Url))
            return new ColumnMapping(HasHeader: true, named);
        var address = firstRow.ToList().FindIndex(cell => Address().IsMatch(cell));
        return new ColumnMapping(HasHeader: false, [.. firstRow.Select((_, column) => column == address ? ImportField.Url : ImportField.None)]);
    }

    /// <summary>The columns of a Wachete export: name, url, xpath, interval (min), dynamic wachet, folder.</summary>
    public static ColumnMapping Wachete(IReadOnlyList<string> firstRow) =>
        new(HasHeader: true, [.. firstRow.Select(Normalize).Select(name => WacheteNames.Contains(name) ? Names[name] : ImportField.None)]);

    /// <summary>The mapping with another meaning for one column, counted from 0.</summary>
    public ColumnMapping With(int column, ImportField field) =>
        this with { Fields = [.. Enumerable.Range(0, Math.Max(Fields.Length, column + 1)).Select(one => one == column ? field : this[one])] };

    private static string Normalize(string name) => NoLetter().Replace(name, "").ToLowerInvariant();

    [GeneratedRegex("[^A-Za-z]")]
    private static partial Regex NoLetter();

    [GeneratedRegex(@"^\s*(source:)?https?://\S", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
