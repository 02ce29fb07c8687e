using System.IO.Compression;
using System.Security;
using System.Text;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Writes the smallest workbook that spreadsheet programs accept.</summary>
internal static class AWorkbook
{
    /// <summary>The bytes of a workbook with one sheet.</summary>
    public static byte[] Of(object[][] rows, int padding = 0) => Of(rows, part => part, padding);

    /// <summary>The same, each part changed by a test before it is packed.</summary>
    public static byte[] Of(object[][] rows, Func<byte[], byte[]> change, int padding = 0)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, change, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Add(archive, change, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add(archive, change, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            Add(archive, change, "xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Add(archive, change, "xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{string.Concat(rows.Select(Row))}</sheetData></worksheet>""");
            if (padding > 0)
                AddZeros(archive, padding);
        }

        return bytes.ToArray();
    }

    private static string Row(object[] cells, int row) => $"<row r=\"{row + 1}\">{string.Concat(cells.Select((cell, column) => Cell(cell, $"{(char)('A' + column)}{row + 1}")))}</row>";

    private static string Cell(object cell, string place) => cell switch
    {
        string text => $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>",
        bool flag => $"<c r=\"{place}\" t=\"b\"><v>{(flag ? 1 : 0)}</v></c>",
        _ => FormattableString.Invariant($"<c r=\"{place}\"><v>{cell}</v></c>"),
    };

    private static void Add(ZipArchive archive, Func<byte[], byte[]> change, string name, string content)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(change(Encoding.UTF8.GetBytes(content)));
    }

    private static void AddZeros(ZipArchive archive, int megabytes)
    {
        using var stream = archive.CreateEntry("xl/media/zeros.bin").Open();
        var zeros = new byte[1024 * 1024];
        for (var count = 0; count < megabytes; count++)
            stream.Write(zeros);
    }
}
