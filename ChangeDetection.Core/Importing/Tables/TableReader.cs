using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Core.Importing.Tables;

/// <summary>Reads watches from the rows of a table.</summary>
internal sealed class TableReader(TimeProvider clock, WatchUrlRules rules)
{
    /// <summary>The watches of a table.</summary>
    /// <param name="format">Where the rows come from.</param>
    /// <param name="rows">The rows, read one after the other.</param>
    /// <param name="mapping">What the columns mean; null to guess it from the first row.</param>
    /// <param name="report">What is not understood is noted here.</param>
    /// <exception cref="ImportException">No column has the addresses, or the table breaks off before the first watch.</exception>
    public ImportResult Read(ImportFormat format, IEnumerable<TableRow> rows, ColumnMapping? mapping, ImportReport report)
    {
        var watches = new List<ImportedWatch>();
        try
        {
            ReadRows(rows, mapping, watches, report);
        }
        catch (ImportException broken) when (watches.Count > 0)
        {
            report.Refused("table", $"The table breaks off: {broken.Message}", "Mend the file and import it again.");
        }

        return new ImportResult(format, report) { Watches = watches };
    }

    private void ReadRows(IEnumerable<TableRow> rows, ColumnMapping? mapping, List<ImportedWatch> watches, ImportReport report)
    {
        var isFirst = true;
        foreach (var row in rows)
        {
            if (isFirst)
            {
                mapping ??= ColumnMapping.Guess(row.Cells);
                Judge(mapping, row, report);
            }

            if (watches.Count == ImportLimits.Watches)
            {
                report.Refused(Place(row), $"The table has more than {ImportLimits.Watches} watches; this row and all below it are left out.", "Import them as a second table.");
                break;
            }

            if (!(isFirst && mapping!.HasHeader) && ReadRow(row, mapping!, report) is { } watch)
                watches.Add(watch);
            isFirst = false;
        }
    }

    private static void Judge(ColumnMapping mapping, TableRow first, ImportReport report)
    {
        if (!mapping.Fields.Contains(ImportField.Url))
            throw new ImportException("No column has addresses; name one 'url', or say which column it is.");
        for (var column = 0; column < first.Cells.Count; column++)
        {
            var name = mapping.HasHeader && !string.IsNullOrWhiteSpace(first.Cells[column]) ? $"'{ImportText.Quote(first.Cells[column])}'" : FormattableString.Invariant($"{column + 1}");
            if (mapping[column] == ImportField.None)
                report.NotCarriedOver(Place(first), $"Column {name} is not carried over.", "Give the column a meaning if it is needed.");
        }
    }

    private ImportedWatch? ReadRow(TableRow row, ColumnMapping mapping, ImportReport report)
    {
        var cells = row.Cells.Select((cell, column) => (Field: mapping[column], Text: cell.Trim())).Where(cell => cell.Text.Length > 0).ToLookup(cell => cell.Field, cell => cell.Text);
        var address = cells[ImportField.Url].FirstOrDefault();
        if (!TypedUrl.TryParse(address, clock, rules, out var url, out var problem))
        {
            report.Refused(Place(row), address is null ? "The row has no address." : $"{ImportText.Quote(address)}: {problem}", "Mend the row and import it again.");
            return null;
        }

        var cellsOfRow = new RowCells(Place(row), cells, report);
        return new ImportedWatch
        {
            Place = Place(row),
            Draft = new WatchDraft { Url = url.Text, IsPaused = cellsOfRow.IsPaused, Settings = cellsOfRow.Settings() },
            GroupTitles = GroupNames.Of(cells[ImportField.Groups].SelectMany(GroupNames.In)),
        };
    }

    private static string Place(TableRow row) => FormattableString.Invariant($"row {row.Number}");
}
