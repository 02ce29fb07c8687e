using System.Text;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Icons;
using Xunit;

namespace ChangeDetection.Tests.Core.Icons;

public sealed class IconLinksTests
{
    private const string Default = "https://example.com/favicon.ico";

    [Theory]
    [InlineData("<link rel=icon href=/a.png>", "https://example.com/a.png")]
    [InlineData("<link rel='shortcut icon' href='a.ico'>", "https://example.com/news/a.ico")]
    [InlineData("<LINK REL=ICON HREF=//cdn.example.net/a.png>", "https://cdn.example.net/a.png")]
    [InlineData("<base href=/static/><link rel=icon href=a.png>", "https://example.com/static/a.png")]
    [InlineData("<link rel=icon sizes=16x16 href=16.png><link rel=icon sizes=32x32 href=32.png><link rel=icon sizes=192x192 href=192.png>", "https://example.com/news/32.png")]
    [InlineData("<link rel=icon sizes='16x16 48x48' href=48.ico><link rel=icon sizes=256x256 href=256.png>", "https://example.com/news/48.ico")]
    [InlineData("<link rel=apple-touch-icon href=touch.png><link rel=icon href=a.png>", "https://example.com/news/a.png")]
    [InlineData("<link rel=apple-touch-icon href=touch.png>", "https://example.com/news/touch.png")]
    [InlineData("<link rel=icon type=image/svg+xml href=a><link rel=icon href=b.svg><link rel=icon href=c.png>", "https://example.com/news/c.png")]
    [InlineData("<link rel=icon href=data:image/png;base64,aGk=>", "data:image/png;base64,aGk=")]
    [InlineData("<link rel=icon sizes=9999999999x1 href=a.png>", "https://example.com/news/a.png")]
    [InlineData("<link rel=mask-icon href=a.png><link rel=stylesheet href=a.css>", Default)]
    [InlineData("<link rel=icon href=file:///etc/passwd><link rel=icon href=javascript:alert(1)><link rel=icon href='http://'>", Default)]
    [InlineData("</head><body><link rel=icon href=a.png>", Default)]
    [InlineData("", Default)]
    public void The_best_icon_that_a_page_names_comes_first(string head, string expected) =>
        Assert.Equal(expected, Find($"<html><head>{head}</head><body>Text</body></html>")[0].AbsoluteUri);

    [Fact]
    public void The_usual_place_is_tried_last()
    {
        var found = Find("<html><head><link rel=icon href=/a.png></head></html>");

        Assert.Equal(["https://example.com/a.png", Default], found.Select(address => address.AbsoluteUri));
    }

    [Fact]
    public void A_page_of_a_thousand_icons_names_a_few()
    {
        var links = string.Concat(Enumerable.Range(0, 1000).Select(number => $"<link rel=icon href=/{number}.png>"));

        Assert.Equal(4, Find($"<html><head>{links}</head></html>").Count);
    }

    [Theory]
    [InlineData("application/json", "{\"a\":\"<link rel=icon href=/a.png>\"}")]
    [InlineData("text/plain", "<link rel=icon href=/a.png>")]
    [InlineData("image/png", "\u0089PNG")]
    public void What_is_no_page_has_its_icon_at_the_usual_place(string type, string body) =>
        Assert.Equal([Default], Find(body, type).Select(address => address.AbsoluteUri));

    private static IReadOnlyList<Uri> Find(string body, string type = "text/html; charset=utf-8") =>
        IconLinks.FindIn(new PageContent(Encoding.UTF8.GetBytes(body), type, 200, new Uri("https://example.com/news/today")), TimeProvider.System);
}
