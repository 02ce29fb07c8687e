using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ChangeDetection.Core.Importing.Tables;

/// <summary>The rows of a table in text (RFC 4180). The first line says whether commas, semicolons or tabs separate its cells.</summary>
internal static class CsvRows
{
    private const int MaxCell = 100_000;
    private static readonly char[] Delimiters = [',', ';', '\t'];

    /// <summary>The rows that are not blank.</summary>
    /// <exception cref="ImportException">A cell has no end; thrown where it begins.</exception>
    public static IEnumerable<TableRow> Read(string text)
    {
        using var parser = new CsvParser(new StringReader(text), Configuration(DelimiterOf(FirstLine(text))));
        while (Advance(parser))
        {
            var cells = parser.Record ?? [];
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            yield return new TableRow(parser.RawRow - parser.RawRecord.TrimEnd('\r', '\n').Count(character => character == '\n'), cells);
        }
    }

    /// <summary>The cells of a single line.</summary>
    public static IReadOnlyList<string> SplitLine(string line)
    {
        try
        {
            return Read(line).FirstOrDefault()?.Cells ?? [];
        }
        catch (ImportException)
        {
            return [];
        }
    }

    private static bool Advance(CsvParser parser)
    {
        try
        {
            return parser.Read();
        }
        catch (CsvHelperException broken)
        {
            throw new ImportException(FormattableString.Invariant($"line {parser.RawRow}: a cell is longer than {MaxCell} characters; is a quotation mark missing?"), broken);
        }
    }

    private static CsvConfiguration Configuration(char delimiter) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        HasHeaderRecord = false,
        BadDataFound = null,
        MaxFieldSize = MaxCell,
    };

    private static string FirstLine(string text)
    {
        var start = text.AsSpan().TrimStart("\r\n").ToString();
        var end = start.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? start : start[..end];
    }

    private static char DelimiterOf(string line)
    {
        var counts = new int[Delimiters.Length];
        var isQuoted = false;
        foreach (var character in line)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && Array.IndexOf(Delimiters, character) is >= 0 and var index)
                counts[index]++;
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }
}
