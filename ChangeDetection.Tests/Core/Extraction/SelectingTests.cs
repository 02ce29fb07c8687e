using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Extraction;

public sealed class SelectingTests
{
    private const string Page = """
        <html><head><title>Shop</title></head><body>
        <h1 id="top">Teas</h1>
        <ul class="list"><li class="tea">Green <b>tea</b></li><li class="tea sale" data-n="7">Black tea</li><li>Coffee</li></ul>
        <p>First paragraph.</p><p lang="de">Zweiter Absatz.</p>
        <table><tr><td>Price</td><td>12.50</td></tr></table>
        <a href="/a?x=1">go</a><span>in</span><span>line</span><img src="x.png">
        </body></html>
        """;

    // Filter, text found.
    public static TheoryData<string, string> Found { get; } = new()
    {
        { "h1", "Teas" },
        { "#top", "Teas" },
        { ".tea", "* Green tea\n* Black tea" },
        { "li.tea.sale", "* Black tea" },
        { "ul > li:nth-child(3)", "* Coffee" },
        { "ul li + li", "* Black tea\n* Coffee" },
        { "li:first-child ~ li", "* Black tea\n* Coffee" },
        { "body ul b", "tea" },
        { "h1, p:not([lang])", "Teas\n\nFirst paragraph." },
        { "li:has(b)", "* Green tea" },
        { "[data-n='7']", "* Black tea" },
        { "a[href^='/a']", "go" },
        { "span", "in\nline" },
        { "li:contains('Coffee')", "* Coffee" },
        { "p:lang(de)", "Zweiter Absatz." },
        { "//h1", "Teas" },
        { "//li[@class='tea']", "* Green tea" },
        { "xpath://li[contains(@class,'sale')]", "* Black tea" },
        { "//p/text()", "First paragraph.\nZweiter Absatz." },
        { "//a/@href", "/a?x=1" },
        { "//li[last()]", "* Coffee" },
        { "//li[position() > 1]", "* Black tea\n* Coffee" },
        { "/html/body/p[2]", "Zweiter Absatz." },
        { "xpath:count(//li)", "3" },
        { "xpath:string(//td[2])", "12.50" },
        { "xpath:number(//td[2]) * 2", "25" },
        { "xpath://li/upper-case(string(.))", "GREEN TEA\nBLACK TEA\nCOFFEE" },
        { "xpath:string-join(//li, ' | ')", "Green tea | Black tea | Coffee" },
        { "xpath:for $x in //li return concat('>', $x)", ">Green tea\n>Black tea\n>Coffee" },
        { "xpath:if (//li) then 'yes' else 'no'", "yes" },
        { "xpath:matches(//h1, '^te', 'i')", "true" },
        { "xpath:replace(//h1, 'T', 'S')", "Seas" },
        { "xpath:tokenize('a,b', ',')", "a\nb" },
        { "xpath:1 to 3", "1\n2\n3" },
        { "xpath:distinct-values(//li/@class)", "tea\ntea sale" },
        { "xpath://li[some $b in b satisfies $b = 'tea']", "* Green tea" },
        { "//td[. = 'Price']/following-sibling::td", "12.50" },
        { "//h1/following::p[1]", "First paragraph." },
        { "//b/ancestor::li", "* Green tea" },
        { "//h1 | //p[1]", "Teas\n\nFirst paragraph." },
        { "xpath:fn:count(//li)", "3" },
        { "xpath1://h1", "Teas" },
        { "xpath1://li[2]/@data-n", "7" },
        { "xpath1:count(//p)", "2" },
        { "xpath1:string(//h1)", "Teas" },
        { "xpath1://p[@lang='de']/text()", "Zweiter Absatz." },
        { "xpath1:boolean(//h1)", "true" },
        { "xpath1://li[contains(., 'tea')]", "* Green tea\n* Black tea" },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void A_filter_finds_its_parts(string filter, string text)
    {
        Assert.Equal(text, APage.Filtered(APage.Html(Page), filter).TextOf());
    }

    [Theory]
    [InlineData("h2")]
    [InlineData("//h2")]
    [InlineData("xpath://h2/text()")]
    [InlineData("xpath1://h2")]
    [InlineData("xpath:()")]
    [InlineData("xpath:string(//h2)")]
    [InlineData(".tea .tea")]
    public void A_filter_that_finds_nothing_is_its_own_failure(string filter)
    {
        var failure = APage.Filtered(APage.Html(Page), filter).FailureOf();

        Assert.Equal(new CheckOutcome.Failed(CheckFailure.FilterNotFound, FailureTexts.FilterNotFound), failure);
    }

    [Theory]
    [InlineData("div[[")]
    [InlineData("a:nosuch")]
    [InlineData("//[")]
    [InlineData("xpath1://[")]
    [InlineData("/something horrible")]
    [InlineData("xpath:/something horrible")]
    [InlineData("xpath1:/something horrible")]
    [InlineData("xpath:nosuch(//a)")]
    [InlineData("xpath1:nosuch(//a)")]
    [InlineData("xpath:$undefined")]
    [InlineData("json:$[")]
    [InlineData("div:has(:has(:has(:has(*))))")]
    public void A_filter_that_is_wrong_is_named(string filter)
    {
        var failure = APage.Filtered(APage.Html(Page + "<script type='application/json'>{\"a\":1}</script>"), filter).FailureOf();

        Assert.Equal(CheckFailure.InvalidFilter, failure.Failure);
        Assert.Contains("'", failure.Detail);
    }

    [Fact]
    public void Several_filters_combine_in_their_order()
    {
        Assert.Equal("Zweiter Absatz.\n\nTeas\n\n12.50", APage.Filtered(APage.Html(Page), "p[lang]", "//h1", "xpath1:string(//td[2])").TextOf());
    }

    [Fact]
    public void One_of_several_filters_may_find_nothing()
    {
        Assert.Equal("Teas", APage.Filtered(APage.Html(Page), "h2", "h1").TextOf());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void A_blank_entry_is_no_filter_and_does_not_switch_off_the_others(string blank)
    {
        Assert.Equal("Teas", APage.Filtered(APage.Html(Page), blank, "h1").TextOf());
    }

    [Fact]
    public void Found_parts_without_text_are_told_apart_from_nothing_found()
    {
        var empty = APage.Filtered(APage.Html("<p></p>x"), "p").FailureOf();
        var image = APage.Filtered(APage.Html("<p><img src=x></p>x"), "p").FailureOf();

        Assert.Equal("Got HTML content but no text found (With 200 reply code), it's possible that the filters were found, but contained no usable text.", empty.Detail);
        Assert.Equal("Got HTML content but no text found (With 200 reply code), it's possible that the filters you have give an empty result or contain only an image.", image.Detail);
        Assert.Equal((CheckFailure.NoText, CheckFailure.NoText), (empty.Failure, image.Failure));
    }

    [Theory]
    [InlineData("ul, table, a, span", "Teas\n\nFirst paragraph.\n\nZweiter Absatz.")]
    [InlineData("//ul | //table | //a | //span", "Teas\n\nFirst paragraph.\n\nZweiter Absatz.")]
    [InlineData("xpath1://*[self::ul or self::table or self::a or self::span]", "Teas\n\nFirst paragraph.\n\nZweiter Absatz.")]
    public void Subtractive_selectors_remove_parts_of_the_page(string selector, string text)
    {
        Assert.Equal(text, APage.Input(APage.Html(Page), new WatchSettings { SubtractiveSelectors = [selector] }).TextOf());
    }

    [Fact]
    public void Subtractive_selectors_go_before_include_filters_and_the_global_ones_count_too()
    {
        var settings = new WatchSettings { IncludeFilters = ["ul"], SubtractiveSelectors = [".sale"] };
        var global = new GlobalSettings { GlobalSubtractiveSelectors = ["b"] };

        Assert.Equal("* Green\n* Coffee", APage.Input(APage.Html(Page), settings, global).TextOf());
    }

    [Fact]
    public void A_source_watch_sees_the_source()
    {
        Assert.Equal("<p class=x>a</p>", (APage.Input(APage.Html("<p class=x>a</p>")) with { IsSource = true }).TextOf());
        Assert.Equal("<p class=\"x\">a</p>", (APage.Filtered(APage.Html("<div><p class=x>a</p></div>"), "p") with { IsSource = true }).TextOf());
    }

    [Fact]
    public void A_selector_of_many_parts_over_deep_nesting_ends_soon()
    {
        var page = string.Concat(Enumerable.Repeat("<div>", 500)) + "x";
        var clock = System.Diagnostics.Stopwatch.StartNew();

        APage.Filtered(APage.Html(page), "b div div div div div div div div").FailureOf();

        Assert.True(clock.Elapsed < Eventually.Soon, $"{clock.Elapsed}");
    }
}
