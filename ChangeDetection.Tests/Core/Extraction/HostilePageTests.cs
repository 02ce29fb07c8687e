using System.Diagnostics;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction.Html;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Extraction;

public sealed class HostilePageTests
{
    public static TheoryData<string> Shapes { get; } =
    [
        "nested divs", "nested spans", "nested tables", "nested lists", "nested bold", "nested quotations", "nested svg", "many tags", "many attributes", "many paragraphs unclosed",
        "many siblings", "one line", "brackets", "ampersands", "comment never closed", "script never closed", "misnested", "many links", "many rows", "NULs", "broken UTF-8", "half a tag",
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_hostile_page_ends_in_bounded_time_with_a_text_or_a_named_failure(string shape)
    {
        var page = APage.Of(Make(shape), "text/html; charset=utf-8");
        foreach (var settings in new WatchSettings[] { new(), new() { IncludeFilters = ["div p, li", "//b//text()"] }, new() { SubtractiveSelectors = ["div div i", "//table//u"] } })
        {
            var clock = Stopwatch.StartNew();

            var outcome = (APage.Input(page, settings) with { Limit = TimeSpan.FromSeconds(2) }).Judge().Outcome;
            TestContext.Current.TestOutputHelper?.WriteLine($"{clock.Elapsed} {outcome.GetType().Name} {(outcome as CheckOutcome.Failed)?.Failure}");

            Assert.True(clock.Elapsed < Eventually.Soon, $"{clock.Elapsed} {outcome}");
            Assert.True(outcome is CheckOutcome.Changed or CheckOutcome.Failed { Failure: CheckFailure.FilterNotFound or CheckFailure.NoText or CheckFailure.TooComplex or CheckFailure.RuleTimedOut }, outcome.ToString());
        }
    }

    [Theory]
    [InlineData("xpath:for $x in 1 to 2000 return for $y in 1 to 2000 return for $z in 1 to 2000 return 1")]
    [InlineData("xpath:count(1 to 100000000000)")]
    [InlineData("xpath:(1 to 2000)[count((1 to 2000)[. = 5]) = count((1 to 2000)[. = 6]) + 1]")]
    [InlineData("xpath://*[count(//*[count(//*) > 1]) = 0]")]
    [InlineData("xpath:count(//*//*//*//*)")]
    [InlineData("xpath:string-join(for $x in //* return string(/), '')")]
    [InlineData("xpath:every $x in //*, $y in //*, $z in //* satisfies $x = $y or $z = $x or true()")]
    [InlineData("xpath:matches(string(/), '(a+)+$')")]
    [InlineData("xpath:replace(string(/), '(x+x+)+y', '')")]
    [InlineData("xpath1://*[count(//*[count(//*) > 1]) = 0]")]
    [InlineData("xpath1:count(//*//*//*//*[.//*//*])")]
    [InlineData("xpath1://*[. = //*]")]
    [InlineData("div:has(div:not(b)), *:not(*:not(*:not(*)))")]
    [InlineData("div div div div div div div div b i u")]
    [InlineData("* ~ * ~ * ~ * ~ * ~ b")]
    [InlineData(":nth-child(2n+1):nth-last-child(3n)")]
    [InlineData("xpath:not(not(not(not(not(not(not(not(not(not(not(not(not(not(not(not(not(not(not(not(1))))))))))))))))))))")]
    public void An_expression_that_would_run_for_ages_ends_in_bounded_time(string filter)
    {
        var page = APage.Html(string.Concat(Enumerable.Repeat("<div><p>some <b>words</b></p>", 200)) + string.Concat(Enumerable.Repeat("<p>a</p>", 3000)) + new string('a', 3000) + "!" + new string('x', 3000));
        var clock = Stopwatch.StartNew();

        var outcome = (APage.Filtered(page, filter) with { Limit = TimeSpan.FromSeconds(1) }).Judge().Outcome;

        Assert.True(clock.Elapsed < Eventually.Soon, $"{clock.Elapsed} {outcome}");
        Assert.True(outcome is CheckOutcome.Changed or CheckOutcome.Failed { Failure: not CheckFailure.Internal }, outcome.ToString());
    }

    [Fact]
    public void Operators_in_a_long_row_do_not_overflow_the_stack()
    {
        foreach (var filter in new[] { "xpath:" + string.Join('+', Enumerable.Repeat("1", 390)), "xpath:" + string.Join('|', Enumerable.Repeat("//b", 100)), "xpath1:" + string.Join('+', Enumerable.Repeat("1", 390)), string.Join(',', Enumerable.Repeat("b", 300)) })
            Assert.IsNotType<CheckOutcome.Blocked>(APage.Filtered(APage.Html("<b>x"), filter).Judge().Outcome);
    }

    [Fact]
    public void Mutated_pages_never_break_the_engine_and_both_readers_agree()
    {
        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { } given ? int.Parse(given) : Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"FUZZ_SEED={seed}");
        var random = new Random(seed);
        var pages = SamplePages.All();
        for (var round = 0; round < 800; round++)
        {
            var bytes = Mutate(Encoding.UTF8.GetBytes(pages[random.Next(pages.Count)]), random);
            var text = ChangeDetection.Core.Extraction.PageDecoding.Decode(APage.Of(bytes, "text/html; charset=utf-8"));
            if (QuickHtml.TryRead(text, showLinks: round % 2 == 0, out var quick, out _))
                AssertAgree(DomTexts.Of(text, showLinks: round % 2 == 0).Text, quick, $"seed {seed}, round {round}");
            var settings = Rules[round % Rules.Length];
            var outcome = APage.Input(APage.Of(bytes, Types[round % Types.Length]), settings).Judge().Outcome;
            Assert.False(outcome is CheckOutcome.Failed { Failure: CheckFailure.Internal }, $"seed {seed}, round {round}");
            if (outcome is CheckOutcome.Changed changed)
                Assert.Equal(changed.Text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(changed.Text)));
        }
    }

    [Theory]
    [InlineData("<table><tr><th>A<tr><td>B<td>C</table>")]
    [InlineData("<table><tr><th colspan=5><tr><th>A</th></tr><tr><td>B</td><td>C</td></tr></table>")]
    [InlineData("<table><thead><tr><th>A<th>B<tbody><tr><td>C<tfoot><tr><td>D</table>")]
    public void A_row_ends_a_heading_cell_that_was_left_open(string table)
    {
        Assert.True(QuickHtml.TryRead($"<html><body>{table}</body></html>", showLinks: false, out var quick, out _));
        AssertAgree(DomTexts.Of($"<html><body>{table}</body></html>", showLinks: false).Text, quick, table);
    }

    private static void AssertAgree(string whole, string quick, string place)
    {
        if (whole == quick)
            return;
        var at = whole.Zip(quick).TakeWhile(pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, at - 60);
        Assert.Fail($"{place}, character {at}: '{whole[from..Math.Min(whole.Length, at + 60)]}' against '{quick[from..Math.Min(quick.Length, at + 60)]}'");
    }

    [Fact]
    public void Rules_never_throw_on_arbitrary_text_and_ignoring_twice_is_ignoring_once()
    {
        var random = new Random(20260104);
        for (var round = 0; round < 1000; round++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            var settings = new WatchSettings { IgnoreText = ["a", "/[0-9]/", "/b.*c/s"], StripIgnoredLines = true, RemoveDuplicateLines = true, SortTextAlphabetically = true };
            if (APage.Input(APage.Of(bytes, "text/plain"), settings).Judge().Outcome is not CheckOutcome.Changed once || string.IsNullOrWhiteSpace(once.Text))
                continue;
            Assert.Equal(once.Text, APage.Input(APage.Of(once.Text, "text/plain; charset=utf-8"), settings).TextOf());
        }
    }

    private static readonly string[] Types = ["text/html", "text/html; charset=utf-8", "application/xml", "application/json", "text/plain", "application/rss+xml", ""];

    private static readonly WatchSettings[] Rules =
    [
        new(), new() { IncludeFilters = ["div, p"] }, new() { IncludeFilters = ["//*[@class]"] }, new() { IncludeFilters = ["xpath1://text()"] }, new() { SubtractiveSelectors = ["a", "//b"] },
        new() { IncludeFilters = ["json:$..a"] }, new() { Processor = "restock_diff" }, new() { ExtractText = ["/\\w+/"], TrimTextWhitespace = true }, new() { IgnoreText = ["/a.b/s"], StripIgnoredLines = true },
    ];

    private static byte[] Mutate(byte[] page, Random random)
    {
        var bytes = page.ToList();
        for (var n = random.Next(1, 12); n > 0 && bytes.Count > 10; n--)
        {
            var at = random.Next(bytes.Count - 5);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(1, Math.Min(40, bytes.Count - at)));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(1, Math.Min(60, bytes.Count - at))));
                    break;
                case 3:
                    bytes.InsertRange(at, "<>&\"'/=!-\0\r"u8.ToArray().OrderBy(_ => random.Next()).Take(3));
                    break;
                case 4:
                    var tags = new[] { "<p>", "</p>", "<table>", "</td>", "<li>", "</div>", "<b>", "</b>", "<svg>", "<select>", "<option>", "<pre>\n", "</ul>", "<a href=x>", "<h1>", "</h2>", "<!--", "-->", "<tr>", "&amp;", "&notit;", "<br/>", "<noscript>", "<template>", "<form>", "<dd>", "<button>", "</html>", "<body hidden>" };
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(tags[random.Next(tags.Length)]));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Make(string shape) => shape switch
    {
        "NULs" => [.. Enumerable.Repeat((byte)0, 3_000_000), .. "<p>x"u8],
        "broken UTF-8" => [.. Enumerable.Range(0, 3_000_000).Select(n => (byte)(0x80 + (n % 0x80))), .. "<p>x"u8],
        _ => Encoding.UTF8.GetBytes(MakeText(shape)),
    };

    private static string MakeText(string shape) => shape switch
    {
        "nested divs" => Repeat("<div>", 100_000) + "x",
        "nested spans" => Repeat("<span>", 100_000) + "x" + Repeat("</span>", 100_000),
        "nested tables" => Repeat("<table><tr><td>", 30_000) + "x",
        "nested lists" => Repeat("<ul><li>", 50_000) + "x",
        "nested bold" => Repeat("<b><i><u>", 30_000) + "x",
        "nested quotations" => Repeat("<blockquote>", 100_000) + "x",
        "nested svg" => Repeat("<svg><g>", 50_000) + "x",
        "many tags" => Repeat("<i>x</i>", 500_000),
        "many attributes" => "<div " + string.Join(' ', Enumerable.Range(0, 300_000).Select(n => $"a{n}=1")) + ">x",
        "many paragraphs unclosed" => Repeat("<p>x", 200_000),
        "many siblings" => "<ul>" + Repeat("<li>x</li>", 100_000) + "</ul>",
        "one line" => "<p>" + new string('x', 20_000_000),
        "brackets" => new string('<', 2_000_000),
        "ampersands" => Repeat("&a;&#9;&", 500_000),
        "comment never closed" => "<p>x" + Repeat("<!-- ", 200_000),
        "script never closed" => "<p>x" + Repeat("<script>", 200_000),
        "misnested" => Repeat("<b><p></b><i></p>x</i>", 20_000),
        "many links" => Repeat("<a href=x>", 20_000) + "x",
        "many rows" => "<table>" + Repeat("<tr><td>a<td>b", 100_000) + "</table>",
        _ => Repeat("<p>x</p>", 100) + "<div class=\"",
    };

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
