using ChangeDetection.Core.Extraction.Html;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;
using Xunit;

namespace ChangeDetection.Tests.Core.Extraction;

public sealed class HtmlTextTests
{
    // Name, page, text.
    public static TheoryData<string, string, string> Pages { get; } = new()
    {
        { "words", "<p>one two</p>", "one two" },
        { "white space collapses", "<p>  one \n\t two  </p>", "one two" },
        { "inline elements join", "<p>o<b>n</b>e <i>two</i></p>", "one two" },
        { "space at an element's edge counts once", "<p>one <b> two</b></p>", "one two" },
        { "paragraphs keep apart", "<p>one</p><p>two</p>", "one\n\ntwo" },
        { "divs are lines", "<div>one</div><div>two</div>", "one\ntwo" },
        { "text before a block ends its line", "one<div>two</div>three", "one\ntwo\nthree" },
        { "nested divs add nothing", "<div><div><div>one</div></div></div><div>two</div>", "one\ntwo" },
        { "headings keep apart", "<h1>Title</h1>text", "Title\n\ntext" },
        { "two margins are one", "<h1>Title</h1><p>text</p>", "Title\n\ntext" },
        { "break", "one<br>two", "one\ntwo" },
        { "two breaks", "one<br><br>two", "one\n\ntwo" },
        { "break before a block's end", "<p>one<br></p><p>two</p>", "one\n\ntwo" },
        { "leading break", "<br>one", "one" },
        { "rule", "one<hr>two", "one\ntwo" },
        { "list", "<ul><li>one</li><li>two</li></ul>", "* one\n* two" },
        { "list without end tags", "<ul><li>one<li>two</ul>", "* one\n* two" },
        { "list after text", "intro<ul><li>one</li></ul>outro", "intro\n\n* one\n\noutro" },
        { "ordered list", "<ol><li>one</li><li>two</li></ol>", "1. one\n2. two" },
        { "ordered list from five", "<ol start=5><li>one</li><li>two</li></ol>", "5. one\n6. two" },
        { "list with Roman numbers", "<ol type=i><li>a<li>b<li>c<li>d</ol>", "i. a\nii. b\niii. c\niv. d" },
        { "list with letters", "<ol type=A start=26><li>a<li>b</ol>", "Z. a\nAA. b" },
        { "nested list", "<ul><li>one<ul><li>deep</li></ul></li><li>two</li></ul>", "* one\n  * deep\n* two" },
        { "nested ordered list", "<ol><li>one<ol><li>deep</li></ol></li></ol>", "1. one\n   1. deep" },
        { "paragraph in an item stays on the bullet's line", "<ul><li><p>one</p></li></ul>", "* one" },
        { "second line of an item is indented", "<ul><li>one<br>more</li></ul>", "* one\n  more" },
        { "empty item", "<ul><li></li><li>one</li></ul>", "* one" },
        { "definition list", "<dl><dt>word<dd>meaning</dl>", "word\n  meaning" },
        { "quotation is indented", "<p>a</p><blockquote>b</blockquote><p>c</p>", "a\n\n  b\n\nc" },
        { "quotation marks", "<p>he said <q>yes</q></p>", "he said \"yes\"" },
        { "preformatted", "<pre>a  b\n  c</pre>", "a  b\n  c" },
        { "preformatted after text", "x<pre>a\n\nb</pre>y", "x\n\na\n\nb\n\ny" },
        { "first line end in pre is dropped", "<pre>\na</pre>", "a" },
        { "text area", "<textarea>a\nb</textarea>", "a\nb" },
        { "table in columns", "<table><tr><td>a</td><td>b</td></tr><tr><td>long one</td><td>c</td></tr></table>", "a           b\nlong one    c" },
        { "table with head", "<table><thead><tr><th>Name</th><th>Price</th></tr></thead><tbody><tr><td>Tea</td><td>3</td></tr></tbody></table>", "Name    Price\nTea     3" },
        { "table without sections or end tags", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a   b\nc   d" },
        { "table caption", "<table><caption>Prices</caption><tr><td>a</td><td>b</td></tr></table>", "Prices\na   b" },
        { "cell over two columns", "<table><tr><td colspan=2>wide heading</td><td>x</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>", "wide heading  x\na   b   c" },
        { "cell over two rows", "<table><tr><td rowspan=2>r</td><td>a</td></tr><tr><td>b</td></tr></table>", "r   a\n    b" },
        { "empty cell keeps its column", "<table><tr><td>a</td><td>b</td></tr><tr><td></td><td>c</td></tr></table>", "a   b\n    c" },
        { "layout table", "<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>", "one\n\ntwo\nthree" },
        { "table between text", "a<table><tr><td>b</td></tr></table>c", "a\n\nb\n\nc" },
        { "table in a table", "<table><tr><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>", "x   y" },
        { "script", "a<script>var b = '<p>no</p>';</script>c", "ac" },
        { "style", "a<style>p { color: red }</style>c", "ac" },
        { "noscript", "a<noscript>turn it on</noscript>c", "ac" },
        { "template", "a<template><p>b</p></template>c", "ac" },
        { "svg", "a<svg><text>b</text></svg>c", "ac" },
        { "iframe", "a<iframe>b</iframe>c", "ac" },
        { "canvas", "a<canvas>b</canvas>c", "ac" },
        { "comment", "a<!-- b -->c", "ac" },
        { "hidden attribute", "a<div hidden>b</div>c", "ac" },
        { "display none", "a<span style='display:none'>b</span>c", "ac" },
        { "display none with importance", "a<span style='color: red; display : none !important'>b</span>c", "ac" },
        { "visibility hidden", "a<span style=\"visibility:hidden\">b</span>c", "ac" },
        { "a property that only ends so", "a<span style=\"foo-display:none\">b</span>c", "abc" },
        { "hidden parent hides its children", "<div hidden>a<p>b</p></div>c", "c" },
        { "body that hides itself is read", "<body style=\"display:none\">a</body>", "a" },
        { "aria-hidden is visible", "<span aria-hidden=true>a</span>", "a" },
        { "entities", "<p>&lt;b&gt; &amp; &quot;x&quot; &euro; &#8364; &#x20AC;</p>", "<b> & \"x\" € € €" },
        { "no-break space is a space", "<p>1&nbsp;000&nbsp;&nbsp;km</p>", "1 000  km" },
        { "entity without semicolon", "<p>&copy 2024 &amp</p>", "© 2024 &" },
        { "ampersand alone", "<p>a & b &</p>", "a & b &" },
        { "unknown entity", "<p>&nosuchthing;</p>", "&nosuchthing;" },
        { "Windows-1252 reference", "<p>&#128;</p>", "€" },
        { "surrogate reference", "<p>&#xD800;</p>", "\uFFFD" },
        { "options", "<select><option>a<option selected>b</select>", "a\nb" },
        { "button", "<button>Buy</button> now", "Buy now" },
        { "details", "<details><summary>More</summary>text</details>", "More\ntext" },
        { "figure", "<figure><img src=x><figcaption>cap</figcaption></figure>", "cap" },
        { "video fallback", "<video>no video</video>", "no video" },
        { "unknown element", "<my-thing>a</my-thing>b", "ab" },
        { "less-than sign", "<p>1 < 2</p>", "1 < 2" },
        { "unclosed bold", "<p><b>a<p>b", "a\n\nb" },
        { "wrongly nested", "<b><i>a</b>b</i>", "ab" },
        { "paragraph closed by a block", "<p>a<div>b</div>", "a\n\nb" },
        { "end tag nobody opened", "a</div></p>b", "a\n\nb" },
        { "text in a table is moved out", "<table>a<tr><td>b</td></tr></table>", "a\n\nb" },
        { "attributes without quotes", "<p class=x id=y>a</p>", "a" },
        { "bracket in an attribute", "<p title=\"a>b\">c</p>", "c" },
        { "upper case", "<P>A<BR>B</P>", "A\nB" },
        { "self-closing div is not closed", "<div/>a<div>b</div>", "a\nb" },
        { "frames", "<frameset><frame src=x></frameset>", "" },
        { "letters of every kind", "<p>Ελλ 日本語 🔥</p>", "Ελλ 日本語 🔥" },
        { "ruby", "<ruby>漢<rt>kan</rt></ruby>", "漢kan" },
        { "text after the end", "<html><body>a</body></html>b", "ab" },
        { "link without showing targets", "<a href=\"/x\">a</a>", "a" },
        { "superscript", "m<sup>2</sup>", "m2" },
        { "title in the body", "<div>a</div><title>t</title>", "a" },
        { "XML declaration before", "<?xml version=\"1.0\"?><html><body>a</body></html>", "a" },
        { "form controls", "<form><label>Name <input value=x></label></form>", "Name" },
        { "heading in a section", "<section><h2>H</h2>a</section><section>b</section>", "H\n\na\nb" },
        { "white space only", "<p> \n </p>", "" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_document_reader_gives_the_text(string name, string page, string text)
    {
        Assert.True(text == DomTexts.Of(page).Text, $"{name}:\n{DomTexts.Of(page).Text}\n-- expected\n{text}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_quick_reader_gives_the_same_text_or_refuses(string name, string page, string text)
    {
        Assert.True(!QuickHtml.TryRead(page, showLinks: false, out var quick, out _) || quick == text, $"{name}:\n{quick}\n-- expected\n{text}");
    }

    [Theory]
    [InlineData("<a href=\"/x\">words</a>", "[words](/x)")]
    [InlineData("<p>see <a href='https://e.org/?a=1&amp;b=2'>this</a>.</p>", "see [this](https://e.org/?a=1&b=2).")]
    [InlineData("<a name=x>anchor</a>", "anchor")]
    public void Link_targets_are_shown_when_wanted(string page, string text)
    {
        var global = new GlobalSettings { RenderAnchorTagContent = true };

        Assert.Equal(text, APage.Input(APage.Html(page), null, global).TextOf());
        Assert.Equal(text, DomTexts.Of(page, showLinks: true).Text);
    }

    [Theory]
    [InlineData("<title> A \n title </title>x", "A title")]
    [InlineData("<title>A &amp; B</title>x", "A & B")]
    [InlineData("<p>x", null)]
    public void The_title_is_the_pages_own(string page, string? title)
    {
        Assert.Equal(title, APage.Input(APage.Html(page)).Judge().Title);
    }

    [Fact]
    public void A_title_longer_than_two_thousand_characters_is_cut()
    {
        Assert.Equal(2000, APage.Input(APage.Html($"<title>{new string('t', 5000)}</title>x")).Judge().Title!.Length);
    }
}
