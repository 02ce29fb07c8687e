using System.Globalization;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Tables;

/// <summary>The cells of one row, by their meaning.</summary>
/// <param name="place">The row, as notes name it.</param>
/// <param name="cells">The cells that are not blank.</param>
/// <param name="report">What is not understood is noted here.</param>
internal sealed class RowCells(string place, ILookup<ImportField, string> cells, ImportReport report)
{
    private static readonly string[] Yes = ["yes", "true", "1", "on", "x", "y", "ja", "oui", "si", "sí"];
    private static readonly string[] No = ["no", "false", "0", "off", "n", "nein", "non"];
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    private static readonly (ImportField Field, double Seconds)[] Units =
        [(ImportField.IntervalSeconds, 1), (ImportField.IntervalMinutes, 60), (ImportField.IntervalHours, 3600), (ImportField.IntervalDays, 86400)];

    /// <summary>Whether scheduled checks are off.</summary>
    public bool IsPaused => Answer(ImportField.IsPaused) == true;

    /// <summary>What the row sets.</summary>
    public WatchSettings Settings()
    {
        var interval = Interval();
        return new WatchSettings
        {
            Title = cells[ImportField.Title].FirstOrDefault(),
            TimeBetweenCheck = interval ?? new CheckInterval(),
            TimeBetweenCheckUseDefault = interval is null,
            IncludeFilters = [.. cells[ImportField.IncludeFilter].SelectMany(Lines), .. cells[ImportField.IncludeXPath].Select(AsXPath)],
            SubtractiveSelectors = [.. cells[ImportField.RemoveSelector].SelectMany(Lines)],
            IgnoreText = [.. cells[ImportField.IgnoreText].SelectMany(Lines)],
            TriggerText = [.. cells[ImportField.TriggerText].SelectMany(Lines)],
            NotificationUrls = [.. cells[ImportField.NotificationUrls].SelectMany(Targets)],
            FetchBackend = Answer(ImportField.UsesBrowser) switch { true => "html_webdriver", false => "html_requests", null => "system" },
        };
    }

    private CheckInterval? Interval()
    {
        var seconds = 0d;
        foreach (var (field, unit) in Units)
        {
            foreach (var text in cells[field])
                seconds += Number(text) * unit ?? 0;
        }

        return seconds >= 1 ? CheckInterval.From(TimeSpan.FromSeconds(Math.Round(seconds))) : null;
    }

    // An interval of ten years says no less than one of ten thousand.
    private double? Number(string text)
    {
        if (double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 5_256_000)
            return number;
        report.NotCarriedOver(place, $"'{ImportText.Quote(text)}' is no interval; the common interval applies.");
        return null;
    }

    private bool? Answer(ImportField field)
    {
        var text = cells[field].FirstOrDefault();
        if (text is null || No.Contains(text, StringComparer.OrdinalIgnoreCase))
            return text is null ? null : false;
        if (Yes.Contains(text, StringComparer.OrdinalIgnoreCase))
            return true;
        report.NotCarriedOver(place, $"'{ImportText.Quote(text)}' is neither yes nor no.");
        return null;
    }

    private IEnumerable<string> Targets(string cell)
    {
        foreach (var target in cell.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (NotificationTarget.IsOne(target))
                yield return target;
            else
                report.NotCarriedOver(place, "A notification address is none: it must have the form scheme://target.");
        }
    }

    private static IEnumerable<string> Lines(string cell) => cell.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string AsXPath(string expression) =>
        expression.StartsWith('/') || expression.StartsWith("xpath", StringComparison.OrdinalIgnoreCase) ? expression : "xpath:" + expression;
}
