using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ChangeDetection.Core.Checks;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace ChangeDetection.Core.Extraction;

/// <summary>A PDF document as an HTML page, so that filters work on it: one block a page, then its checksum and size.</summary>
internal static class PdfPages
{
    /// <summary>The page.</summary>
    /// <exception cref="FilterException">The document is broken, encrypted, or takes too long.</exception>
    public static string AsHtml(ReadOnlyMemory<byte> bytes, CheckDeadline deadline)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body>");
        try
        {
            using var document = PdfDocument.Open(bytes);
            foreach (var page in document.GetPages())
            {
                deadline.ThrowIfPassed();
                Append(html, page.Number, ContentOrderTextExtractor.GetText(page));
            }
        }
#pragma warning disable CA1031 // The library reports broken documents by many exception types; each means that this document cannot be read.
        catch (Exception wrong) when (wrong is not (FilterException or OutOfMemoryException))
        {
            throw new FilterException(CheckFailure.Unreadable, $"The PDF document cannot be read: {wrong.Message}", wrong);
        }
#pragma warning restore CA1031

        return html.Append(Note(bytes)).Append("</body></html>").ToString();
    }

    private static void Append(StringBuilder html, int number, string text)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"page\" id=\"page{number}\">");
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            html.Append("<div>").Append(WebUtility.HtmlEncode(line)).Append("</div>");
        html.Append("</div>");
    }

#pragma warning disable CA5351 // Not a protection: people compare it with the output of md5sum.
    private static string Note(ReadOnlyMemory<byte> bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"<p>Document checksum - {Convert.ToHexString(MD5.HashData(bytes.Span))} Filesize - {bytes.Length} bytes</p>");
#pragma warning restore CA5351
}
