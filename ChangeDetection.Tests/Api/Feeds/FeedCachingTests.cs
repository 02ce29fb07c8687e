using System.Net;
using System.Net.Http.Headers;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Feeds;

/// <summary>Readers ask again and again; they get nothing while nothing is new.</summary>
public sealed class FeedCachingTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_has_the_feed_gets_it_again_only_when_something_in_it_is_other()
    {
        var id = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(id, "one", Cancel);
        await _api.FindsAsync(id, "two", Cancel);
        var first = await AskAsync(null, null);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.NotNull(first.Modified);

        Assert.Equal((HttpStatusCode.NotModified, first.Tag, ""), Short(await AskAsync(first.Tag, null)));
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(null, first.Modified)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("W/\"other\"", first.Modified)).Status);
        await _api.Settings.EditAsync(global => global with { RssContentFormat = "html" }, Cancel);
        var other = await AskAsync(first.Tag, null);
        Assert.Equal(HttpStatusCode.OK, other.Status);
        await _api.FindsAsync(id, "three", Cancel);
        var newer = await AskAsync(other.Tag, other.Modified);
        Assert.Equal(HttpStatusCode.OK, newer.Status);
        Assert.True(newer.Modified > other.Modified);
        await _api.Catalog.MarkViewedAsync(WatchId.Parse(id), Cancel);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(null, newer.Modified)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(newer.Tag, null)).Status);
    }

    [Fact]
    public async Task Pages_link_to_the_feeds_of_what_they_show()
    {
        var id = await _api.WatchAsync(new { url = "http://example.com/", tag = "News" }, Cancel);
        await _api.FindsAsync(id, "one", Cancel);
        var settings = await _api.Settings.ReadAsync(Cancel);
        var (token, group) = (settings.RssAccessToken, settings.Groups.Single().Id);

        foreach (var (page, feed) in new[] { ("/", "rss"), ($"/?group={group}", $"rss/tag/{group}"), ($"/watches/{id}/history", $"rss/watch/{id}") })
        {
            var html = WebUtility.HtmlDecode(await _api.Http.GetStringAsync(new Uri(page, UriKind.Relative), Cancel));
            Assert.Contains($"<link rel=\"alternate\" type=\"application/rss+xml\" title=\"RSS\" href=\"{feed}?token={token}\"", html, StringComparison.Ordinal);
            Assert.Contains($"<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Atom\" href=\"{feed}?token={token}&format=atom\"", html, StringComparison.Ordinal);
            Assert.Matches($"<a [^>]*href=\"{feed}\\?token={token}\"", html);
        }

        Assert.Contains($"/rss?token={token}", await _api.Http.GetStringAsync(new Uri("/settings", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static (HttpStatusCode, string?, string) Short((HttpStatusCode Status, string? Tag, DateTimeOffset? Modified, string Body) answer) => (answer.Status, answer.Tag, answer.Body);

    private async Task<(HttpStatusCode Status, string? Tag, DateTimeOffset? Modified, string Body)> AskAsync(string? tag, DateTimeOffset? since)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/rss?token={(await _api.Settings.ReadAsync(Cancel)).RssAccessToken}");
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
        request.Headers.IfModifiedSince = since;
        using var answer = await _api.Anonymous().SendAsync(request, Cancel);
        return (answer.StatusCode, answer.Headers.ETag?.ToString(), answer.Content.Headers.LastModified, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
