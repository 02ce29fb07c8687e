using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Pages;

/// <summary>The pages as a browser gets them, before any script runs.</summary>
public sealed class PageTests : IAsyncDisposable
{
    private const string Hostile = "<script>alert(1)</script>\"' onmouseover=\"x";

    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_person_or_a_page_wrote_is_text_everywhere()
    {
        var id = await _api.WatchAsync(new { url = "http://example.com/", title = Hostile, ignore_text = new[] { Hostile } }, Cancel);
        await _api.FindsAsync(id, Hostile, Cancel);
        await _api.FindsAsync(id, $"{Hostile} again", Cancel);

        foreach (var path in new[] { "/", $"/watches/{id}/edit", $"/watches/{id}/history", $"/watches/{id}/history?from=1&to=1" })
        {
            var (status, html) = await GetAsync(path);

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("\"' onmouseover=\"", html, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Opening_a_page_changes_nothing()
    {
        var id = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(id, "one", Cancel);
        await _api.FindsAsync(id, "two", Cancel);
        var before = await _api.GetAsync(id, Cancel);

        foreach (var path in new[] { "/", $"/watches/{id}/edit", $"/watches/{id}/history", "/settings" })
            await GetAsync(path);

        Assert.Equal(before.ToJsonString(), (await _api.GetAsync(id, Cancel)).ToJsonString());
    }

    [Fact]
    public async Task A_form_that_a_script_sends_cannot_be_sent_before_the_script_is_there()
    {
        var id = await _api.WatchAsync(Cancel);
        using var made = await _api.Http.PostAsJsonAsync("/api/v2/groups", new { title = "News" }, Cancel);
        var group = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        var scripted = 0;

        foreach (var path in new[] { "/", $"/watches/{id}/edit", "/groups", $"/groups/{group}", "/import", "/backups", "/settings", "/users" })
        {
            var page = new HtmlParser().ParseDocument((await GetAsync(path)).Html);
            foreach (var form in page.Forms.Where(form => !form.HasAttribute("method")))
            {
                // The browser's own way would write what was typed, passwords too, into the address.
                Assert.All(form.QuerySelectorAll("button").OfType<IHtmlButtonElement>().Where(button => button.Type == "submit"), button => Assert.True(button.IsDisabled, $"{path}: {button.OuterHtml}"));
                scripted++;
            }
        }

        Assert.Equal(8, scripted);
    }

    [Fact]
    public async Task A_history_of_one_version_shows_its_text_and_of_none_says_so()
    {
        var id = await _api.WatchAsync(Cancel);
        Assert.Contains("No version is stored yet.", (await GetAsync($"/watches/{id}/history")).Html, StringComparison.Ordinal);

        await _api.FindsAsync(id, "the first text", Cancel);

        Assert.Contains("the first text", (await GetAsync($"/watches/{id}/history")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=1&to=9")]
    [InlineData("from=0&to=1")]
    [InlineData("from=-5")]
    public async Task A_version_that_is_not_there_is_said_on_the_page(string query)
    {
        var id = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(id, "one", Cancel);
        await _api.FindsAsync(id, "two", Cancel);

        var (status, html) = await GetAsync($"/watches/{id}/history?{query}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("There is no such version.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no-such-page")]
    [InlineData("/watches/01900000-0000-7000-8000-000000000000/edit")]
    [InlineData("/watches/01900000-0000-7000-8000-000000000000/history")]
    public async Task What_is_not_there_is_a_page_with_a_way_back(string path)
    {
        var (status, html) = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no such page or watch", html, StringComparison.Ordinal);
        Assert.Contains("href=\"./\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/watches/nonsense/edit")]
    [InlineData("/?page=nonsense")]
    [InlineData("/watches/01900000-0000-7000-8000-000000000000/history?from=x")]
    public async Task Nonsense_in_an_address_is_told_without_details_of_the_program(string path)
    {
        var (status, html) = await GetAsync(path);

        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{status}");
        Assert.DoesNotContain("WatchCursor", html, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_whose_certificate_is_not_checked_is_marked_in_the_list_and_on_its_page()
    {
        var id = await _api.WatchAsync(Cancel);
        Assert.DoesNotContain("Certificate not checked.", (await GetAsync($"/watches/{id}/edit")).Html, StringComparison.Ordinal);
        Assert.Contains("data-part=\"unverified\" hidden>Certificate not checked", (await GetAsync("/")).Html, StringComparison.Ordinal);

        await _api.V2Async(HttpMethod.Patch, $"watches/{id}", """{"verifyTls":false}""", Cancel);

        Assert.Contains("Certificate not checked.", (await GetAsync($"/watches/{id}/edit")).Html, StringComparison.Ordinal);
        Assert.Contains("data-part=\"unverified\">Certificate not checked", (await GetAsync("/")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_with_damaged_windows_can_still_be_edited()
    {
        var id = await _api.WatchAsync(Cancel);
        foreach (var damage in new[] { "5", "{\"monday\": 5}", "{\"timezone\": 5}", "{\"monday\": {}, \"monday\": {}}", "{\"monday\": {\"start_time\": {}, \"duration\": []}}" })
        {
            var windows = JsonDocument.Parse(damage).RootElement;
            await _api.Catalog.EditAsync(WatchId.Parse(id), watch => WatchDraft.From(watch) with { Settings = watch.Settings with { TimeScheduleLimit = windows } }, Cancel);

            Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/watches/{id}/edit")).Status);
        }
    }

    [Fact]
    public async Task A_proxys_password_is_on_no_page()
    {
        var id = await _api.WatchAsync(Cancel);
        await _api.Settings.EditAsync(global => global with { ExtraProxies = [new ProxyChoice("Office", "http://user:hush-hush@proxy:3128"), new ProxyChoice("Odd", "user:hush-hush@proxy")] }, Cancel);

        foreach (var path in new[] { "/settings", $"/watches/{id}/edit" })
        {
            var (_, html) = await GetAsync(path);

            Assert.Contains("Office", html, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_key_in_force_is_on_the_settings_page_and_nowhere_else()
    {
        Assert.Contains(V1Client.Key, (await GetAsync("/settings")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(V1Client.Key, (await GetAsync("/")).Html, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<(HttpStatusCode Status, string Html)> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8");
        using var response = await _api.Http.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
