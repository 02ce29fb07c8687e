using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>GET /watch/{uuid}/difference/{from}/{to}.</summary>
public sealed class DifferenceTests : IAsyncLifetime
{
    private readonly ApiHost _api = new();
    private string _uuid = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _uuid = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(_uuid, "first", Cancel);
        await _api.FindsAsync(_uuid, "same\nprice 50\n<b>gone</b>", Cancel);
        await _api.FindsAsync(_uuid, "same\nprice 75", Cancel);
    }

    [Theory]
    [InlineData("", "same\n(changed) price 50\n(changed) <b>gone</b>\n(into) price 75", "text/plain; charset=utf-8")]
    [InlineData("?changesOnly=true", "(changed) price 50\n(changed) <b>gone</b>\n(into) price 75", "text/plain; charset=utf-8")]
    [InlineData("?changesOnly=on&replaced=no", "", "text/plain; charset=utf-8")]
    [InlineData("?changesOnly=1&format=markdown", "<del>price 50</del>\n<del>&lt;b&gt;gone&lt;/b&gt;</del>\n**price 75**", "text/plain; charset=utf-8")]
    [InlineData("?changesOnly=1&format=html", "(changed) price 50<br>\n(changed) &lt;b&gt;gone&lt;/b&gt;<br>\n(into) price 75", "text/html; charset=utf-8")]
    [InlineData("?changesOnly=1&no_markup=true", "@changed_PLACEMARKER_OPENprice 50@changed_PLACEMARKER_CLOSED\n@changed_PLACEMARKER_OPEN<b>gone</b>@changed_PLACEMARKER_CLOSED\n@changed_into_PLACEMARKER_OPENprice 75@changed_into_PLACEMARKER_CLOSED", "text/plain; charset=utf-8")]
    public async Task The_two_newest_versions_are_compared(string query, string text, string type)
    {
        using var answer = await _api.Http.GetAsync(new Uri($"/api/v1/watch/{_uuid}/difference/previous/latest{query}", UriKind.Relative), Cancel);

        Assert.Equal((200, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal(text, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Colours_are_spans_and_the_page_can_add_no_markup()
    {
        var (_, text) = await _api.Http.GetTextAsync($"/api/v1/watch/{_uuid}/difference/previous/latest?format=htmlcolor", Cancel);

        Assert.Contains("aria-label=\"Changed into\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word_diff=true")]
    [InlineData("type=diffWords")]
    public async Task One_line_for_one_line_is_told_by_word(string query)
    {
        await _api.FindsAsync(_uuid, "same\nprice 80", Cancel);

        var (_, text) = await _api.Http.GetTextAsync($"/api/v1/watch/{_uuid}/difference/previous/latest?changesOnly=true&{query}", Cancel);

        Assert.Equal("price (removed) 75(added) 80", text);
    }

    [Fact]
    public async Task Versions_are_named_by_their_moment()
    {
        var keys = (await _api.Http.GetTextAsync($"/api/v1/watch/{_uuid}/history", Cancel)).Body;
        var stamps = System.Text.Json.JsonDocument.Parse(keys).RootElement.EnumerateObject().Select(member => member.Name).ToList();

        var (status, text) = await _api.Http.GetTextAsync($"/api/v1/watch/{_uuid}/difference/{stamps[0]}/{stamps[1]}?removed=false&added=true", Cancel);

        Assert.Equal((200, "(changed) first\n(into) same\n(into) price 50\n(into) <b>gone</b>"), (status, text));
    }

    [Theory]
    [InlineData("5/latest", 404, "From timestamp 5 not found in watch history")]
    [InlineData("previous/5", 404, "To timestamp 5 not found in watch history")]
    [InlineData("latest/latest", 404, "From timestamp latest not found in watch history")]
    [InlineData("previous/previous", 404, "To timestamp previous not found in watch history")]
    [InlineData("previous/latest?format=pdf", 400, "Invalid format. Must be one of: text, html, htmlcolor, markdown")]
    [InlineData("previous/latest?word_diff=perhaps", 400, "word_diff: 'perhaps' is not a truth value; use true or false")]
    public async Task What_cannot_be_compared_is_told(string path, int status, string message) =>
        Assert.Equal((status, Message(message)), await _api.Http.GetTextAsync($"/api/v1/watch/{_uuid}/difference/{path}", Cancel));

    [Fact]
    public async Task A_watch_with_one_version_has_no_previous_one()
    {
        var none = await _api.WatchAsync(Cancel);
        var one = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(one, "text", Cancel);

        Assert.Equal((404, Message($"Watch found but no history exists for the UUID {none}")), await _api.Http.GetTextAsync($"/api/v1/watch/{none}/difference/previous/latest", Cancel));
        Assert.Equal((404, Message("Not enough history entries. Need at least 2 snapshots for 'previous'")), await _api.Http.GetTextAsync($"/api/v1/watch/{one}/difference/previous/latest", Cancel));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
