using System.Text;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Tests.Core.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Extraction;

public sealed class DecodingTests
{
    static DecodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    // Charset of the bytes, header, page.
    public static TheoryData<string, string?, string> Pages { get; } = new()
    {
        { "utf-8", "text/html; charset=utf-8", "<p>Grüße 日本" },
        { "utf-8", "text/html", "<p>Grüße 日本" },
        { "utf-8", null, "<p>Grüße 日本" },
        { "utf-8", "text/html; charset=nosuch", "<p>Grüße" },
        { "utf-8", "text/html; charset=utf-7", "<p>Grüße" },
        { "windows-1252", "text/html; charset=iso-8859-1", "<p>Grüße „x“" },
        { "windows-1252", "text/html; charset=\"windows-1252\"", "<p>Grüße" },
        { "windows-1252", "text/html", "<meta charset=windows-1252><p>Grüße" },
        { "windows-1252", "text/html", "<meta http-equiv=content-type content='text/html; charset=windows-1252'><p>Grüße" },
        { "windows-1251", "text/html; charset=windows-1251", "<p>Привет" },
        { "koi8-r", "text/html", "<meta charset='koi8-r'><p>Привет" },
        { "shift_jis", "text/html", "<meta charset=\"Shift_JIS\"><p>日本語の文" },
        { "shift_jis", "text/html", "<p>日本語の文章はここにあります。これは長い文です。価格は変わりました。" },
        { "euc-jp", "text/html; charset=euc-jp", "<p>日本語" },
        { "gb2312", "text/html; charset=gb2312", "<p>中文" },
        { "big5", "text/html; charset=big5", "<p>中文" },
        { "iso-8859-2", "text/xml", "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><p>łódź</p>" },
        { "utf-8", "text/html", "<meta charset=utf-16><p>Grüße" },
        { "utf-16", "text/html; charset=utf-16", "<p>Grüße" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_read_in_its_charset(string charset, string? contentType, string page)
    {
        Assert.Equal(page, PageDecoding.Decode(APage.Of(Encoding.GetEncoding(charset).GetBytes(page), contentType)));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_goes_before_the_header_and_is_no_text(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);

        Assert.Equal("<p>ü", PageDecoding.Decode(APage.Of([.. encoding.GetPreamble(), .. encoding.GetBytes("<p>ü")], "text/html; charset=windows-1251")));
    }

    [Fact]
    public void Bytes_that_fit_no_charset_become_replacement_characters()
    {
        Assert.Equal("a\uFFFDb", PageDecoding.Decode(APage.Of([0x61, 0xFF, 0x62], "text/plain; charset=utf-8")));
    }

    [Theory]
    [InlineData("a\0b", "ab")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb", "a\nb")]
    [InlineData("\0\r\n\r\r\0x", "\n\n\nx")]
    public void NULs_are_dropped_and_line_ends_are_alike(string page, string text)
    {
        Assert.Equal(text, PageDecoding.Decode(APage.Of(page, "text/plain; charset=utf-8")));
    }

    [Fact]
    public void Lone_surrogates_are_replaced_and_pairs_kept()
    {
        // Not theory data: the test runner itself cannot carry lone surrogates.
        foreach (var (text, stored) in new[] { ("plain", "plain"), ("🔥", "🔥"), ("a\uD800b", "a\uFFFDb"), ("\uDC00", "\uFFFD"), ("🔥\uD83D", "🔥\uFFFD") })
        {
            Assert.Equal(stored, PageDecoding.WithoutLoneSurrogates(text));
            Assert.Equal(stored, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(stored)));
        }
    }

    [Fact]
    public void Detection_looks_at_the_beginning_only()
    {
        var russian = CodePagesEncodingProvider.Instance.GetEncoding("windows-1251")!;
        byte[] page = [.. Encoding.Latin1.GetBytes("<p>" + Repeated("Grüße aus Köln. ", 10_000)), .. russian.GetBytes(Repeated("Привет из Москвы. ", 100_000))];

        Assert.StartsWith("<p>Grüße", PageDecoding.Decode(APage.Of(page, "text/html")));
    }

    [Theory]
    [InlineData("text/html", "<p>x", PageKind.Html)]
    [InlineData("application/xhtml+xml", "<html/>", PageKind.Html)]
    [InlineData(null, "<p>x", PageKind.Html)]
    [InlineData(null, "no markup", PageKind.PlainText)]
    [InlineData(null, "{\"a\":1}", PageKind.Json)]
    [InlineData("application/json", "x", PageKind.Json)]
    [InlineData("application/problem+json; charset=utf-8", "{}", PageKind.Json)]
    [InlineData("text/html", "{\"a\":1}", PageKind.Json)]
    [InlineData("text/html", "{ not json", PageKind.Html)]
    [InlineData("text/plain", "[1]", PageKind.Json)]
    [InlineData("text/plain", "[note]", PageKind.PlainText)]
    [InlineData("text/plain", "<p>x", PageKind.PlainText)]
    [InlineData("text/csv", "a,b", PageKind.Csv)]
    [InlineData("text/xml", "<a/>", PageKind.Xml)]
    [InlineData("text/xml", "<rss><channel/></rss>", PageKind.Feed)]
    [InlineData("application/xml", "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'/>", PageKind.Feed)]
    [InlineData("text/html", "<?xml version='1.0'?><rss><channel/></rss>", PageKind.Feed)]
    [InlineData("application/rss+xml", "<rss/>", PageKind.Feed)]
    [InlineData("text/html", "<html><body><rss></body>", PageKind.Html)]
    [InlineData("image/svg+xml", "<svg/>", PageKind.Xml)]
    [InlineData(null, "<?xml version='1.0'?><a/>", PageKind.Xml)]
    [InlineData("application/octet-stream", "a,b", PageKind.PlainText)]
    public void The_kind_of_a_page_is_told_by_its_header_and_its_beginning(string? contentType, string page, PageKind kind)
    {
        Assert.Equal(kind, PageSniffing.KindOf(APage.Of(page, contentType), page));
    }

    [Theory]
    [InlineData("text/plain", "a <b> &amp;\n  c", "a <b> &amp;\n  c")]
    [InlineData("text/csv", "a,b\n1,2", "a,b\n1,2")]
    [InlineData("text/xml", "<a><b>x</b></a>", "<a><b>x</b></a>")]
    public void What_is_no_HTML_is_shown_as_it_is(string contentType, string page, string text)
    {
        Assert.Equal(text, APage.Input(APage.Of(page, contentType)).TextOf());
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
