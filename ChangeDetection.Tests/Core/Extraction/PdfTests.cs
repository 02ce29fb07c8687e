using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Tests.Core.Support;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;
using Xunit;

namespace ChangeDetection.Tests.Core.Extraction;

public sealed class PdfTests
{
    [Fact]
    public void A_PDF_is_read_page_by_page_and_its_checksum_and_size_are_noted()
    {
        var bytes = Pdf("First page", "Second page");

        var text = APage.Input(APage.Of(bytes, "application/pdf")).TextOf();

        Assert.StartsWith("First page\nSecond page\n\nDocument checksum - ", text);
        Assert.EndsWith($"Filesize - {bytes.Length} bytes", text);
    }

    [Fact]
    public void A_PDF_is_known_by_its_first_bytes_whatever_the_header_says()
    {
        Assert.Contains("Only page", APage.Input(APage.Of(Pdf("Only page"), "application/octet-stream")).TextOf());
    }

    [Fact]
    public void Filters_work_on_a_PDF()
    {
        Assert.Equal("Second page", APage.Filtered(APage.Of(Pdf("First page", "Second page"), "application/pdf"), "#page2").TextOf());
    }

    [Theory]
    [InlineData("%PDF-1.7\nnothing here")]
    [InlineData("%PDF-")]
    public void A_broken_PDF_is_a_named_failure(string page)
    {
        Assert.Equal(CheckFailure.Unreadable, APage.Input(APage.Of(Encoding.ASCII.GetBytes(page), "application/pdf")).FailureOf().Failure);
    }

    private static byte[] Pdf(params string[] pages)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var text in pages)
            builder.AddPage(PageSize.A4).AddText(text, 12, new PdfPoint(50, 700), font);
        return builder.Build();
    }
}
