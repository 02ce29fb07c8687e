using ChangeDetection.Core.Importing;
using Xunit;

namespace ChangeDetection.Tests.Core.Importing;

/// <summary>Lists of feeds.</summary>
public sealed class OpmlTests
{
    private const string Feeds = """
        <?xml version="1.0"?>
        <opml version="2.0"><head><title>Mine</title></head><body>
          <outline text="News">
            <outline text="World">
              <outline type="rss" text="short" title="A feed" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/" category="/Daily/Morning,news"/>
            </outline>
            <outline type="rss" text="B" xmlUrl="https://b.example/feed" custom="1"/>
          </outline>
          <outline type="rss" text="C" xmlUrl="https://c.example/feed"/>
          <outline text="nothing"/>
          <outline type="rss" text="D" xmlUrl="ftp://d.example/feed"/>
        </body></opml>
        """;

    [Fact]
    public async Task Feeds_are_watches_and_what_is_round_them_is_their_groups()
    {
        using var result = await AnImport.OfAsync(Feeds);

        Assert.Equal(ImportFormat.Opml, result.Format);
        Assert.Equal(["https://a.example/feed", "https://b.example/feed", "https://c.example/feed"], result.Watches.Select(watch => watch.Draft.Url));
        Assert.Equal("A feed", result.Watches[0].Draft.Settings.Title);
        Assert.Equal(["News", "World", "Morning"], result.Watches[0].GroupTitles);
        Assert.Equal(["News"], result.Watches[1].GroupTitles);
        Assert.Empty(result.Watches[2].GroupTitles);
    }

    [Fact]
    public async Task What_cannot_be_carried_over_is_named()
    {
        using var result = await AnImport.OfAsync(Feeds);

        result.Report.Has(ImportSeverity.NotCarriedOver, "line 7", "custom");
        result.Report.Has(ImportSeverity.Refused, "line 10", "nothing");
        result.Report.Has(ImportSeverity.Refused, "line 11", "ftp");
    }

    [Fact]
    public async Task A_list_that_breaks_off_gives_what_stands_before()
    {
        using var result = await AnImport.OfAsync("<opml><body><outline xmlUrl=\"https://a.example/\"/><outline", ImportFormat.Opml);

        Assert.Single(result.Watches);
        Assert.Contains(result.Report.Notes, note => note.Severity == ImportSeverity.Refused);
    }

    [Theory]
    [InlineData("no xml at all")]
    [InlineData("<!DOCTYPE opml [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><opml><body><outline text=\"&b;\" xmlUrl=\"https://a.example/\"/></body></opml>")]
    public async Task What_is_no_XML_or_has_entities_of_its_own_is_refused(string text) =>
        await Assert.ThrowsAsync<ImportException>(() => AnImport.OfAsync(text, ImportFormat.Opml));

    [Fact]
    public async Task However_deep_outlines_are_nested_the_feed_is_found()
    {
        var text = $"<opml><body>{string.Concat(Enumerable.Repeat("<outline text=\"x\">", 20_000))}<outline xmlUrl=\"https://a.example/\"/>";

        using var result = await AnImport.OfAsync(text, ImportFormat.Opml);

        Assert.Equal(["x"], Assert.Single(result.Watches).GroupTitles);
    }
}
