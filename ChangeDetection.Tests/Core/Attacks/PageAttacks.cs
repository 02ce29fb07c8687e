using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Core.Support;

namespace ChangeDetection.Tests.Core.Attacks;

/// <summary>The pages that are made to hurt.</summary>
internal static class PageAttacks
{
    private const string Styled = "<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"http://192.0.2.1/x.xsl\"?><r><a>x</a></r>";
    private const string Japanese = "日本語の文字で書かれた、すこし長いページです。カタカナもあります。";

    private static readonly CheckFailure[] Named = [CheckFailure.TooComplex, CheckFailure.RuleTimedOut];
    private static readonly CheckFailure[] Unread = [CheckFailure.NoText, CheckFailure.Unreadable];

    static PageAttacks() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Every attack.</summary>
    public static IReadOnlyList<PageAttack> All { get; } =
    [
        .. Laughs("application/xml"), .. Laughs("application/rss+xml"), .. Laughs("image/svg+xml"), .. Laughs("text/x-opml"), .. Laughs("text/html"),
        new("xml-008", "whole", () => Page(Styled, "application/xml")) { Megabytes = 20 },
        new("xml-008", "filtered", () => Page(Styled, "application/xml", "//a")) { Text = "x", Megabytes = 20 },
        new("xml-013", "feed", () => Page("<rss><channel><title>t</title><item><title>i</title><description><![CDATA[<script>alert(1)</script><p>word]]></description></item></channel></rss>", "application/rss+xml")) { Megabytes = 20 },
        new("res-008", "50 MB in one line", () => Page("<p>" + Repeat("word ", 10_000_000), "text/html")) { Failures = Named },
        new("res-008", "1,000,000 tags", () => Page(Repeat("<i>x</i>", 500_000), "text/html")) { Failures = Named },
        new("res-008", "1,000,000 tags, selected", () => Page(Repeat("<i>x</i>", 500_000), "text/html", "i")) { Failures = Named },
        new("res-008", "100,000 nested", () => Page(Repeat("<div>", 100_000) + "x", "text/html")) { Failures = Named },
        new("res-008", "100,000 nested, selected", () => Page(Repeat("<div>", 100_000) + "x", "text/html", "//div")) { Failures = Named },
        new("res-008", "1,000,000 attributes", () => Page($"<p {string.Join(' ', Enumerable.Range(0, 1_000_000).Select(n => $"a{n}=1"))}>x", "text/html")) { Failures = Named },
        new("res-008", "1,000,000 attributes, selected", () => Page($"<p {string.Join(' ', Enumerable.Range(0, 1_000_000).Select(n => $"a{n}=1"))}>x", "text/html", "p")) { Failures = Named },
        new("res-009", "10,000 deep", () => Json(Deep())) { Failures = Named, MustFail = true },
        new("res-009", "10,000 deep, selected", () => Json(Deep(), "json:$..a")) { Failures = Named, MustFail = true },
        new("res-009", "number beyond all bounds", () => Json("""{"a":1e400}""")) { Text = "{\n  \"a\": 1e400\n}" },
        new("res-009", "number beyond all bounds, selected", () => Json("""{"a":1e400,"b":1}""", "json:$.b")) { Text = "1" },
        new("res-009", "key of 5 MB", () => Json($$"""{"{{Repeat("k", 5_000_000)}}":1}""")),
        new("res-009", "key of 5 MB, selected", () => Json($$"""{"{{Repeat("k", 5_000_000)}}":1,"a":2}""", "json:$.a")) { Text = "2" },
        new("res-009", "name twice", () => Json("""{"a":1,"a":2}""")) { Text = "{\n  \"a\": 2\n}" },
        new("res-009", "name twice, selected", () => Json("""{"a":1,"a":2}""", "json:$.a")) { Text = "2" },
        new("res-009", "lone surrogate", () => Json("""{"b":"x\ud800y","a":"\ud83d\udd25\\ud800"}""")) { Text = "{\n  \"a\": \"🔥\\\\ud800\",\n  \"b\": \"x\uFFFDy\"\n}" },
        new("res-009", "lone surrogate, selected", () => Json("""{"a":"x\ud800y"}""", "json:$.a")) { Text = "\"x\uFFFDy\"" },
        new("res-012", "image of 50,000 x 50,000", () => APage.Input(APage.Of(Png(), "image/png"))) { Failures = Unread, Megabytes = 20 },
        new("res-012", "drawing of 1,000,000 parts", () => Page($"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>x</text>{Repeat("<use href=\"#a\"/>", 1_000_000)}</svg>", "image/svg+xml")) { Failures = Named },
        new("res-012", "drawing of 1,000,000 parts, selected", () => Page($"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>x</text>{Repeat("<use href=\"#a\"/>", 1_000_000)}</svg>", "image/svg+xml", "//text")) { Failures = Named },
        new("res-013", "10 MB of unknown letters", () => APage.Input(APage.Of(Encoding.Latin1.GetBytes(Repeat("größer als äußerst ", 520_000)), "text/plain"))),
        new("res-013", "the end tells another charset than the beginning", () => APage.Input(APage.Of([.. Enumerable.Repeat((byte)'a', 70_000), 0xE4], "text/plain"))) { Text = Repeat("a", 70_000) + "\uFFFD" },
        new("data-005", "named in the page", () => APage.Input(APage.Of(Encoding.GetEncoding("shift_jis").GetBytes($"<meta charset=shift_jis><p>{Japanese}"), "text/html"))) { Text = Japanese },
        new("data-005", "not named", () => APage.Input(APage.Of(Encoding.GetEncoding("shift_jis").GetBytes($"<p>{Japanese}"), "text/html"))) { Text = Japanese },
        new("data-005", "not named, UTF-8", () => APage.Input(APage.Of($"<p>{Japanese}", "text/html"))) { Text = Japanese },
    ];

    private static IEnumerable<PageAttack> Laughs(string type)
    {
        var page = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
        for (var level = 1; level < 10; level++)
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"<!ENTITY lol{level} \"{Repeat($"&lol{level - 1};", 10)}\">");
        var laughs = page.Append("]><lolz>&lol9;</lolz>").ToString();
        yield return new("xml-005", type, () => Page(laughs, type)) { Failures = Unread, Megabytes = 20 };
        yield return new("xml-005", $"{type}, selected", () => Page(laughs, type, "//lolz")) { Failures = [CheckFailure.FilterNotFound, .. Unread], Megabytes = 20 };
    }

    private static CheckInput Page(string text, string type, params string[] filters) =>
        APage.Input(APage.Of(text, type), new WatchSettings { IncludeFilters = filters }) with { Limit = TimeSpan.FromSeconds(5) };

    private static CheckInput Json(string json, params string[] filters) => Page(json, "application/json", filters);

    private static string Deep() => Repeat("{\"a\":[", 5_000) + "1" + Repeat("]}", 5_000);

    private static byte[] Png() =>
    [
        0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50, 8, 6, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82,
    ];

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
