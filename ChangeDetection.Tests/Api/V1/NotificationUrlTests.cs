using ChangeDetection.Tests.Support;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>/notifications.</summary>
public sealed class NotificationUrlTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_is_added_to_replaced_and_taken_from()
    {
        var empty = await SendAsync("GET");
        var added = await SendAsync("POST", "json://a", "json://b");
        var more = await SendAsync("POST", "json://b", "json://c");
        var nothing = await SendAsync("POST", "json://c");
        var replaced = await SendAsync("PUT", "json://d", "json://e");
        var deleted = await SendAsync("DELETE", "json://e", "json://none");
        var none = await SendAsync("DELETE", "json://none");
        var left = await SendAsync("GET");

        Assert.Equal((200, List()), empty);
        Assert.Equal((201, List("json://a", "json://b")), added);
        Assert.Equal((201, List("json://c")), more);
        Assert.Equal((400, Bare("No valid notification URLs were added")), nothing);
        Assert.Equal((200, List("json://d", "json://e")), replaced);
        Assert.Equal((204, ""), deleted);
        Assert.Equal((400, Message("No matching notification URLs found.")), none);
        Assert.Equal((200, List("json://d")), left);
    }

    [Theory]
    [InlineData("POST", """{"notification_urls":["no url"]}""", "\"'no url' is not a valid AppRise URL.\"\n")]
    [InlineData("PUT", """{"notification_urls":["no url"]}""", "\"'no url' is not a valid AppRise URL.\"\n")]
    [InlineData("POST", """{}""", "{\"message\":\"Validation failed: body: 'notification_urls' is a required property\"}\n")]
    [InlineData("PUT", """{"notification_urls":"json://a"}""", "{\"message\":\"Validation failed: notification_urls: 'json://a' is not of type 'array'\"}\n")]
    public async Task A_list_that_cannot_be_is_refused(string method, string body, string answer)
    {
        Assert.Equal((400, answer), await _api.Http.SendTextAsync(new HttpMethod(method), "/api/v1/notifications", body, "application/json", Cancel));
        Assert.Equal((200, List()), await SendAsync("GET"));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private Task<(int Status, string Body)> SendAsync(string method, params string[] urls) =>
        _api.Http.SendTextAsync(new HttpMethod(method), "/api/v1/notifications", method == "GET" ? null : List(urls), "application/json", Cancel);

    private static string List(params string[] urls) => $"{{\"notification_urls\":[{string.Join(',', urls.Select(url => $"\"{url}\""))}]}}\n";
}
