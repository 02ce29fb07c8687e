using System.Text.Json.Nodes;
using ChangeDetection.Core.Checks;
using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>GET /search.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private readonly ApiHost _api = new();
    private string _news = "", _shop = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _news = await _api.WatchAsync(new { url = "http://example.com/news", title = "Daily News", tag = "Reading" }, Cancel);
        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        _shop = await _api.WatchAsync(new { url = "http://example.com/shop" }, Cancel);
        await _api.CheckAsync(_shop, new CheckOutcome.Failed(CheckFailure.Internal, "It broke"), Cancel);
    }

    [Theory]
    [InlineData("q=daily%20NEWS", true, false)]
    [InlineData("q=daily", false, false)]
    [InlineData("q=daily&partial=1", true, false)]
    [InlineData("q=example.com&partial=true", true, true)]
    [InlineData("q=example.com&partial=false", false, false)]
    [InlineData("q=http://example.com/shop", false, true)]
    [InlineData("q=it%20broke", false, true)]
    [InlineData("q=example&partial=y&tag=reading", true, false)]
    public async Task Watches_are_found_by_title_address_and_error(string query, bool findsNews, bool findsShop)
    {
        var (status, body) = await _api.Http.GetTextAsync($"/api/v1/search?{query}", Cancel);

        Assert.Equal(200, status);
        Assert.Equal(((string[])[_news, _shop]).Where(uuid => uuid == _news ? findsNews : findsShop), JsonNode.Parse(body)!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task An_entry_has_these_fields_and_nothing_else()
    {
        var (_, body) = await _api.Http.GetTextAsync("/api/v1/search?q=Daily%20News", Cancel);

        Assert.Equal($$$"""{"{{{_news}}}":{"last_changed":0,"last_checked":0,"last_error":false,"title":"Daily News","url":"http://example.com/news","viewed":false}}""" + "\n", body);
    }

    [Theory]
    [InlineData("", 400, "Search query 'q' parameter is required")]
    [InlineData("?q=", 400, "Search query 'q' parameter is required")]
    [InlineData("?q=x&partial=perhaps", 400, "partial: 'perhaps' is not a truth value; use true or false")]
    [InlineData("?q=x&tag=none", 404, "No tag has the title 'none'")]
    public async Task A_search_that_cannot_be_is_told(string query, int status, string message) =>
        Assert.Equal((status, Message(message)), await _api.Http.GetTextAsync($"/api/v1/search{query}", Cancel));

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
