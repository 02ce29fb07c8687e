using System.Text.RegularExpressions;
using ChangeDetection.Core.Importing.Reading;
using ChangeDetection.Core.Importing.Tables;

namespace ChangeDetection.Core.Importing;

/// <summary>Finds out what kind of file somebody hands over, by its name and its beginning.</summary>
public static partial class ImportSniffer
{
    /// <summary>How many bytes of a file's beginning are enough.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>The format of a file; null when it looks like none.</summary>
    /// <param name="fileName">The name people know it by; blank when it has none.</param>
    /// <param name="head">Its first bytes, at most <see cref="HeadBytes"/> are looked at.</param>
    public static ImportFormat? Sniff(string fileName, ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, HeadBytes)];
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return IsWorkbook(fileName, head) ? ImportFormat.Xlsx : ImportFormat.Datastore;
        if (head.IndexOf((byte)0) >= 0 && !head.StartsWith<byte>([0xFF, 0xFE]) && !head.StartsWith<byte>([0xFE, 0xFF]))
            return null;
        // A head that ends within a character is taken for another encoding; all that is looked for is ASCII.
        var text = ImportText.Decode(head).TrimStart();
        return OfMarkup(text) ?? OfName(fileName, text) ?? OfLines(text);
    }

    private static bool IsWorkbook(string fileName, ReadOnlySpan<byte> head) =>
        fileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".xlsm", StringComparison.OrdinalIgnoreCase)
        || head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("xl/workbook.xml"u8) >= 0;

    private static ImportFormat? OfMarkup(string text)
    {
        if (text.StartsWith('{') || text.StartsWith('['))
            return DatastoreMark().IsMatch(text) ? ImportFormat.Datastore : ImportFormat.Distill;
        if (text.StartsWith('<'))
            return text.Contains("<opml", StringComparison.OrdinalIgnoreCase) || text.Contains("<outline", StringComparison.OrdinalIgnoreCase) ? ImportFormat.Opml : null;
        return null;
    }

    private static ImportFormat? OfName(string fileName, string text) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".YAML" or ".YML" => ImportFormat.Urlwatch,
        ".CSV" or ".TSV" => ImportFormat.Csv,
        ".TXT" or ".LIST" or ".URLS" when text.Length > 0 => YamlMark().IsMatch(text) ? ImportFormat.Urlwatch : ImportFormat.UrlList,
        _ => null,
    };

    private static ImportFormat? OfLines(string text)
    {
        if (YamlMark().IsMatch(text))
            return ImportFormat.Urlwatch;
        var first = text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && !line.StartsWith('#'));
        if (first is null)
            return null;
        if (first.AsSpan().IndexOfAny(",;\t") >= 0 && ColumnMapping.Guess(CsvRows.SplitLine(first)).HasHeader)
            return ImportFormat.Csv;
        return AddressMark().IsMatch(first) ? ImportFormat.UrlList : null;
    }

    [GeneratedRegex("\"(watching|app_guid|schema_version)\"\\s*:")]
    private static partial Regex DatastoreMark();

    [GeneratedRegex(@"^(---\s*$|-?\s*(url|navigate|command|kind)\s*:\s)", RegexOptions.Multiline)]
    private static partial Regex YamlMark();

    [GeneratedRegex(@"^(source:)?([a-z][a-z0-9+.\-]*://\S|[^\s/,;]+\.[^\s/,;]{2,}|localhost\b)", RegexOptions.IgnoreCase)]
    private static partial Regex AddressMark();
}
