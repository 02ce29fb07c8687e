using System.Text;
using ChangeDetection.Core.Importing;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>What kind of file it is.</summary>
public sealed class SnifferTests
{
    [Theory]
    [InlineData("", "https://a.example/ x, y\nhttps://b.example/", ImportFormat.UrlList)]
    [InlineData("", "# list\n\na.example\n", ImportFormat.UrlList)]
    [InlineData("list.txt", "intranet/path", ImportFormat.UrlList)]
    [InlineData("", "url,title\na.example,A", ImportFormat.Csv)]
    [InlineData("x.csv", "whatever", ImportFormat.Csv)]
    [InlineData("", "\uFEFFTitle;Address\nA;a.example", ImportFormat.Csv)]
    [InlineData("", "{\"client\":{},\"data\":[]}", ImportFormat.Distill)]
    [InlineData("", " {\"note\":\"x\",\"watching\": {}}", ImportFormat.Datastore)]
    [InlineData("", "name: x\nurl: https://a.example/\n---\n", ImportFormat.Urlwatch)]
    [InlineData("urls.txt", "url: https://a.example/\n", ImportFormat.Urlwatch)]
    [InlineData("urls.yaml", "- x", ImportFormat.Urlwatch)]
    [InlineData("", "<?xml version=\"1.0\"?><opml/>", ImportFormat.Opml)]
    [InlineData("x.xlsx", "PK\u0003\u0004....", ImportFormat.Xlsx)]
    [InlineData("", "PK\u0003\u0004....[Content_Types].xml", ImportFormat.Xlsx)]
    [InlineData("backup.zip", "PK\u0003\u0004....", ImportFormat.Datastore)]
    public void A_file_is_known_by_name_and_content(string fileName, string head, ImportFormat expected) =>
        Assert.Equal(expected, ImportSniffer.Sniff(fileName, Encoding.UTF8.GetBytes(head)));

    [Theory]
    [InlineData("", "")]
    [InlineData("page.html", "<html><body></body></html>")]
    [InlineData("", "Dear all, this is a letter; nothing more.")]
    [InlineData("x.bin", "a\0b")]
    public void Anything_else_is_not_guessed_at(string fileName, string head) => Assert.Null(ImportSniffer.Sniff(fileName, Encoding.UTF8.GetBytes(head)));

    [Fact]
    public void A_head_that_ends_within_a_character_is_known_all_the_same()
    {
        var head = Encoding.UTF8.GetBytes("url,title\na.example,-" + new string('ü', ImportSniffer.HeadBytes))[..ImportSniffer.HeadBytes];

        Assert.Equal(ImportFormat.Csv, ImportSniffer.Sniff("", head));
    }

    [Fact]
    public async Task A_person_knows_better()
    {
        using var result = await AnImport.OfAsync("url,title\nb.example,B", ImportFormat.UrlList);

        Assert.Equal(ImportFormat.UrlList, result.Format);
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync("Dear all."));
    }

    [Fact]
    public void Each_format_has_a_name()
    {
        foreach (var format in Enum.GetValues<ImportFormat>())
            Assert.True(ImportFormatNames.TryParse(ImportFormatNames.Of(format).ToUpperInvariant(), out var found) && found == format);
        Assert.False(ImportFormatNames.TryParse("none", out _));
        Assert.False(ImportFormatNames.TryParse(null, out _));
    }
}
