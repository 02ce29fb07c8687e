using System.Text.Json;
using AngleSharp.Html.Parser;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Feeds;

/// <summary>What pages and people may write, and feeds that are well formed and harmless all the same.</summary>
public sealed class FeedSafetyTests : IAsyncDisposable
{
    private static readonly string[] OurElements = ["A", "BR", "H4", "P", "PRE", "SPAN"];

    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the attack reference feeds to titles and pages, one after the other, and what only XML minds.</summary>
    private static IEnumerable<string> Inputs
    {
        get
        {
            using var stream = typeof(FeedSafetyTests).Assembly.GetManifestResourceStream("ChangeDetection.Tests.Api.Feeds.Cases.markup.json")!;
            using var cases = JsonDocument.Parse(stream);
            foreach (var input in cases.RootElement.EnumerateArray().SelectMany(attack => attack.GetProperty("inputs").EnumerateArray()))
                yield return input.GetString()!;
            yield return "]]><script>alert(1)</script><![CDATA[";
            yield return "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;";
            yield return "\u0001\u0008\u000b\u000c\u001f\u007f\uffff\ufffe bell \u0007 and 😀";
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("html")]
    [InlineData("htmlcolor")]
    public async Task Whatever_was_written_is_text_in_a_sound_document(string format)
    {
        var inputs = Inputs.Distinct().ToList();
        Assert.InRange(inputs.Count, 15, 200);
        await _api.Settings.EditAsync(global => global with { RssContentFormat = format }, Cancel);
        foreach (var input in inputs.Where(input => input.Length < 4000))
        {
            var id = await _api.WatchAsync(new { url = "http://example.com/", title = $"title {input}" }, Cancel);
            await _api.FindsAsync(id, "same\nbefore", Cancel);
            await _api.FindsAsync(id, $"same\nafter {input}", Cancel);
        }

        var token = (await _api.Settings.ReadAsync(Cancel)).RssAccessToken;
        foreach (var path in new[] { $"/rss?token={token}", $"/rss?token={token}&format=atom" })
        {
            var feed = await FeedDocument.GetAsync(_api, path, Cancel);

            Assert.Equal(inputs.Count(input => input.Length < 4000), feed.Items.Count);
            Assert.All(feed.Items, item => AssertHarmless(item.Html));
            Assert.Contains(feed.Items, item => item.Title.Contains("title <svg/onload=alert(1)>", StringComparison.Ordinal));
            Assert.Contains(feed.Items, item => item.Title.EndsWith("bell  and 😀", StringComparison.Ordinal));
        }
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static void AssertHarmless(string html)
    {
        var body = new HtmlParser().ParseDocument(html).Body!;
        Assert.All(body.QuerySelectorAll("*"), element =>
        {
            Assert.Contains(element.TagName, OurElements);
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
            Assert.True(element.GetAttribute("href") is null or "http://example.com/");
        });
        Assert.Contains("after", body.TextContent, StringComparison.Ordinal);
    }
}
