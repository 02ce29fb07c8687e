using System.Net;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Feeds;

/// <summary>The feeds of all watches, of groups and of a watch.</summary>
public sealed class FeedTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();
    private string _token = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("&format=atom")]
    public async Task A_watch_that_changed_is_one_entry_until_somebody_looks(string format)
    {
        var id = await ChangedAsync("Prices", ["News", "Shops"], "price 50", "price 75", "price 80 & more");
        await ChangedAsync("Only one version", [], "text");
        var newest = (await FindAsync(id)).State.NewestSnapshotAt!.Value;

        var entry = Assert.Single((await ReadAsync("/rss", format)).Items);

        Assert.Equal(($"{id}/{newest.ToUnixTimeSeconds()}", "Prices", newest), (entry.Guid, entry.Title, entry.At));
        Assert.Equal(["News", "Shops"], entry.Categories);
        Assert.Equal($"{_api.ClientOptions.BaseAddress}watches/{id}/history", entry.Link);
        Assert.Equal("<pre>Prices had a change.\n\n(changed) price 75\n(into) price 80 &amp; more\n</pre>", entry.Html);
        await _api.Catalog.MarkViewedAsync(WatchId.Parse(id), Cancel);
        Assert.Empty((await ReadAsync("/rss", format)).Items);
        Assert.Empty(_api.Complaints);
    }

    [Theory]
    [InlineData("html", "<h4><a href=\"http://example.com/page\">Prices</a></h4>\n<p>price &lt;b&gt;(removed) 50(added) 75</p>\n")]
    [InlineData("htmlcolor", "title=\"Added text\">75</span></p>")]
    public async Task An_entry_is_told_in_the_format_of_the_settings(string format, string html)
    {
        await ChangedAsync("Prices", [], "price <b>50", "price <b>75");
        await _api.Settings.EditAsync(global => global with { RssContentFormat = format }, Cancel);

        Assert.Contains(html, Assert.Single((await ReadAsync("/rss")).Items).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_feed_of_a_group_has_its_watches_whether_they_name_it_or_fit_its_pattern()
    {
        var named = await ChangedAsync("Named", ["News"], "one", "two");
        await ChangedAsync("Other", ["Shops"], "one", "two");
        var group = (await _api.Settings.ReadAsync(Cancel)).Groups.Single(group => group.Title == "News");
        await _api.Settings.EditAsync(global => global with { Groups = [.. global.Groups.Select(one => one.Id == group.Id ? one with { UrlMatchPattern = "fits.example" } : one)] }, Cancel);
        var fitting = await _api.WatchAsync(new { url = "http://fits.example/", title = "Fitting" }, Cancel);
        await _api.FindsAsync(fitting, "one", Cancel);
        await _api.FindsAsync(fitting, "two", Cancel);

        var feed = await ReadAsync($"/rss/tag/{group.Id}");

        Assert.Equal("ChangeDetection - News", feed.Title);
        Assert.Equal([fitting, named], feed.Items.Select(item => item.Guid.Split('/')[0]));
        Assert.Matches(@"^Fitting - Change @ 2026-11-23 \d\d:00:00 UTC$", feed.Items[0].Title);
        Assert.Equal([fitting, named], (await ReadAsync("/rss", "&tag=news")).Items.Select(item => item.Guid.Split('/')[0]));
        Assert.Equal(2, (await ReadAsync("/rss", $"&tag={group.Id}")).Items.Count);
        Assert.Equal((HttpStatusCode.NotFound, "tag: there is no group with this title or UUID."), await GetAsync("/rss?tag=none&token=" + _token));
    }

    [Fact]
    public async Task Muted_watches_are_left_out_of_lists_unless_the_settings_say_otherwise()
    {
        var id = await ChangedAsync("Quiet", [], "one", "two");
        await _api.Catalog.SetMutedAsync(WatchId.Parse(id), true, Cancel);

        Assert.Empty((await ReadAsync("/rss")).Items);
        Assert.Single((await ReadAsync($"/rss/watch/{id}")).Items);
        await _api.Settings.EditAsync(global => global with { RssHideMutedWatches = false }, Cancel);
        Assert.Single((await ReadAsync("/rss")).Items);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(2, 2)]
    [InlineData(0, 3)]
    public async Task The_feed_of_a_watch_has_its_last_changes_newest_first(int length, int count)
    {
        var id = await ChangedAsync("Prices", [], "one", "two", "three", "four");
        await _api.Catalog.MarkViewedAsync(WatchId.Parse(id), Cancel);
        await _api.Settings.EditAsync(global => global with { RssDiffLength = length }, Cancel);

        var feed = await ReadAsync($"/rss/watch/{id}");

        Assert.Equal("ChangeDetection - Prices (http://example.com/page)", feed.Title);
        Assert.Equal(count, feed.Items.Count);
        Assert.Contains("(changed) three\n(into) four", feed.Items[0].Html, StringComparison.Ordinal);
        Assert.Contains("(changed) two\n(into) three", feed.Items[1].Html, StringComparison.Ordinal);
        Assert.EndsWith("/history?from=3&to=4", feed.Items[0].Link, StringComparison.Ordinal);
        Assert.Equal(feed.Items.OrderByDescending(item => item.At), feed.Items);
        Assert.Equal(count, feed.Items.Select(item => item.Guid).Distinct().Count());
    }

    [Fact]
    public async Task Whoever_has_no_token_reads_nothing_and_a_new_one_shuts_the_old_out()
    {
        var id = await ChangedAsync("Secret", [], "one", "two");
        var old = await TokenAsync();

        Assert.Matches("^[0-9a-f]{32}$", old);
        foreach (var path in new[] { "/rss", "/rss/tag/x", $"/rss/watch/{id}" })
        {
            foreach (var query in new[] { "", "?token=", "?token=wrong", $"?token={old.ToUpperInvariant()}A", $"?token={V1Client.Key}", $"?token={old}&token={old}" })
                Assert.Equal((HttpStatusCode.Forbidden, "Access denied, bad token"), await GetAsync(path + query));
        }

        var (_, renewed) = await _api.V2Async(HttpMethod.Post, "settings/feed-token", null, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync($"/rss?token={old}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/rss?token={renewed["token"]}")).Status);
    }

    [Fact]
    public async Task What_there_is_no_feed_of_is_told_in_plain_text_that_repeats_no_markup()
    {
        var id = await ChangedAsync("One", [], "one");
        var token = $"?token={await TokenAsync()}";
        var none = "018f0000-0000-7000-8000-000000000000";

        Assert.Equal((HttpStatusCode.BadRequest, $"Watch {id} does not have enough history snapshots to show changes (need at least 2)"), await GetAsync($"/rss/watch/{id}{token}"));
        Assert.Equal((HttpStatusCode.NotFound, $"Watch with UUID {none} not found"), await GetAsync($"/rss/watch/{none}{token}"));
        Assert.Equal((HttpStatusCode.NotFound, $"Tag with UUID {none} not found"), await GetAsync($"/rss/tag/{none}{token}"));
        Assert.Equal((HttpStatusCode.BadRequest, "format: use rss or atom."), await GetAsync($"/rss{token}&format=json"));
        foreach (var kind in new[] { "watch", "tag" })
        {
            var (status, text) = await GetAsync($"/rss/{kind}/{Uri.EscapeDataString("<svg onload=alert(1)>")}{token}");
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.DoesNotContain("svg", text, StringComparison.Ordinal);
        }
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<string> ChangedAsync(string title, string[] groups, params string[] texts)
    {
        var id = await _api.WatchAsync(new { url = "http://example.com/page", title, tag = string.Join(',', groups) }, Cancel);
        foreach (var text in texts)
            await _api.FindsAsync(id, text, Cancel);
        return id;
    }

    private async Task<Watch> FindAsync(string id) => (await _api.Catalog.FindAsync(WatchId.Parse(id), Cancel))!;

    private async Task<string> TokenAsync() => _token = (await _api.Settings.ReadAsync(Cancel)).RssAccessToken;

    private async Task<FeedDocument> ReadAsync(string path, string query = "") => await FeedDocument.GetAsync(_api, $"{path}?token={await TokenAsync()}{query}", Cancel);

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var answer = await _api.Anonymous().GetAsync(new Uri(path, UriKind.Relative), Cancel);
        if (!answer.IsSuccessStatusCode)
            Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
