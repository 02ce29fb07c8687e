using System.Globalization;
using System.IO.Compression;
using System.Xml;
using ChangeDetection.Core.Importing.Datastores.Files;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace ChangeDetection.Core.Importing.Tables;

/// <summary>The rows of the first sheet of an Excel workbook.</summary>
internal static class XlsxRows
{
    private const long MaxExpanded = 128 * 1024 * 1024;
    private const int MaxEntries = 10_000;
    private const int MaxColumns = 256;
    private const string Broken = "The file is not an Excel workbook, is damaged, or has a password; save it once more as .xlsx without one.";

    /// <summary>The rows that are not blank; that other sheets are left out is noted.</summary>
    /// <exception cref="ImportException">It is no workbook, is damaged, has a password, or is too large.</exception>
    public static IReadOnlyList<TableRow> Read(Stream workbook, ImportReport report)
    {
        try
        {
            JudgeSize(workbook);
            workbook.Position = 0;
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(workbook, new ExcelReaderConfiguration { LeaveOpen = true });
            if (reader.ResultsCount > 1)
                report.Remark(reader.Name ?? "sheet 1", $"The workbook has {reader.ResultsCount} sheets; only the first is read.", "Save another sheet as a workbook of its own to import it.");
            return [.. Rows(reader).Take(ImportLimits.Watches + 2)];
        }
        catch (Exception broken) when (broken is ExcelReaderException or InvalidDataException or XmlException or FormatException or OverflowException or ArgumentException or EndOfStreamException or NullReferenceException or IndexOutOfRangeException or KeyNotFoundException or NotSupportedException)
        {
            throw new ImportException(Broken, broken);
        }
    }

    private static IEnumerable<TableRow> Rows(IExcelDataReader reader)
    {
        for (var number = 1; reader.Read(); number++)
        {
            var cells = new string[Math.Min(reader.FieldCount, MaxColumns)];
            for (var column = 0; column < cells.Length; column++)
                cells[column] = Text(reader.GetValue(column));
            if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
                yield return new TableRow(number, cells);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("s", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // The library keeps the texts of a workbook in memory and believes what its archive says of itself.
    private static void JudgeSize(Stream workbook)
    {
        if (ZipDirectory.CountEntries(workbook, MaxEntries) > MaxEntries)
            throw new ImportException($"The workbook consists of more than {MaxEntries} parts.");
        using var archive = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        var left = MaxExpanded;
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive.Entries)
        {
            using var part = entry.Open();
            int count;
            while ((count = part.Read(buffer)) > 0)
            {
                if ((left -= count) < 0)
                    throw new ImportException($"The workbook is larger than {MaxExpanded / 1024 / 1024} MB when unpacked.");
            }
        }
    }
}
