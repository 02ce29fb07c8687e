using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Extraction;

public sealed class FeedTests
{
    private const string Rss = """
        <?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News &amp; more</title>
        <item><title>One</title><link>https://e.org/1</link><guid>g1</guid><pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate><dc:creator>Ann</dc:creator>
        <description><![CDATA[<p>First <b>item</b></p><script>alert(1)</script>]]></description></item>
        <item><title>Two</title><link>https://e.org/2</link><description>Plain</description></item>
        </channel></rss>
        """;

    private const string Atom = """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title>
        <entry><title>Post</title><link rel="alternate" href="https://e.org/p"/><id>urn:1</id><updated>2024-01-01T00:00:00Z</updated><summary>About it</summary></entry></feed>
        """;

    [Fact]
    public void An_RSS_feed_is_read_as_items()
    {
        Assert.Equal("News & more\n\nOne\n\nhttps://e.org/1\ng1\nMon, 01 Jan 2024 00:00:00 GMT\n\nFirst item\n\nTwo\n\nhttps://e.org/2\nPlain", APage.Input(APage.Of(Rss, "application/rss+xml")).TextOf());
    }

    [Fact]
    public void An_Atom_feed_is_read_as_items()
    {
        Assert.Equal("Blog\n\nPost\n\nhttps://e.org/p\nurn:1\n2024-01-01T00:00:00Z\nAbout it", APage.Input(APage.Of(Atom, "application/atom+xml")).TextOf());
    }

    [Fact]
    public void The_title_of_a_feed_is_its_own()
    {
        Assert.Equal("News & more", APage.Input(APage.Of(Rss, "text/xml")).Judge().Title);
    }

    [Theory]
    [InlineData("//item/title", "One\nTwo")]
    [InlineData("item > title", "One\nTwo")]
    [InlineData("//item[1]/link", "https://e.org/1")]
    [InlineData("//dc:creator", "Ann")]
    [InlineData("xpath1://item[2]/description/text()", "Plain")]
    [InlineData("xpath:count(//item)", "2")]
    [InlineData("//rss/@version", "2.0")]
    public void Filters_see_a_feed_as_XML(string filter, string text)
    {
        Assert.Equal(text, APage.Filtered(APage.Of(Rss, "application/rss+xml"), filter).TextOf());
    }

    [Fact]
    public void In_reader_mode_filters_see_a_feed_as_a_page()
    {
        var settings = new WatchSettings { IncludeFilters = [".item h2"] };

        Assert.Equal("One\n\nTwo", APage.Input(APage.Of(Rss, "application/rss+xml"), settings, new GlobalSettings { RssReaderMode = true }).TextOf());
    }

    [Fact]
    public void A_broken_feed_is_shown_as_it_is()
    {
        const string broken = "<rss><channel><title>x</channel></rss>";

        Assert.Equal(broken, APage.Input(APage.Of(broken, "application/rss+xml")).TextOf());
    }

    [Fact]
    public void Entities_of_a_document_type_are_never_expanded()
    {
        var laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\">" + string.Concat(Enumerable.Range(0, 9).Select(n => $"<!ENTITY {(char)('b' + n)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + n)};", 10))}\">")) + "]><rss><channel><title>&j;</title></channel></rss>";
        var before = GC.GetAllocatedBytesForCurrentThread();

        var text = APage.Input(APage.Of(laughs, "application/rss+xml")).TextOf();

        Assert.Equal(laughs, text);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    [Fact]
    public void An_external_entity_is_not_fetched()
    {
        const string page = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r><a>1</a><b>&x;</b></r>";

        Assert.DoesNotContain("root:", APage.Input(APage.Of(page, "text/xml")).TextOf());
        Assert.Equal("1", APage.Filtered(APage.Of(page, "text/xml"), "//a").TextOf());
    }

    [Fact]
    public void XML_nested_too_deeply_is_a_named_failure()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 2000)) + string.Concat(Enumerable.Repeat("</a>", 2000));

        Assert.Equal(CheckFailure.TooComplex, APage.Filtered(APage.Of(deep, "text/xml"), "//a").FailureOf().Failure);
    }
}
