using System.Net;
using System.Text.Json.Nodes;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Hosting;

/// <summary>What the server tells of a connection, for the page that tests it.</summary>
public sealed class ConnectionEndpointsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public async Task Headers_of_proxies_are_told_as_they_arrived_and_no_others(string trust, bool expected)
    {
        await using var api = new ApiHost(("USE_X_SETTINGS", trust), ("BASE_PATH", "/watch"));

        var seen = await AskAsync(api, "/watch/api/v2/connection", ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", new string('9', 300)), ("Upgrade", "websocket"), ("Cookie", "secret=1"));

        Assert.Equal(expected, seen["trustsForwardedHeaders"]!.GetValue<bool>());
        Assert.Equal("/watch", seen["pathBase"]!.GetValue<string>());
        Assert.Equal(["Host", "Upgrade", "X-Forwarded-For", "X-Forwarded-Proto"], seen["headers"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal("https", seen["headers"]!["X-Forwarded-Proto"]!.GetValue<string>());
        Assert.Equal(200, seen["headers"]!["X-Forwarded-For"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task What_arrived_of_a_websocket_attempt_is_told_afterwards()
    {
        await using var api = new ApiHost();
        var attempt = Guid.NewGuid();

        Assert.Null((await AskAsync(api, $"/api/v2/connection?attempt={attempt}"))["attempt"]);
        using (var response = await SendAsync(api, $"/api/v2/connection/attempts/{attempt}", ("Upgrade", "websocket")))
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);

        Assert.Equal("websocket", (await AskAsync(api, $"/api/v2/connection?attempt={attempt}"))["attempt"]!["Upgrade"]!.GetValue<string>());
    }

    [Fact]
    public async Task Old_attempts_are_forgotten()
    {
        await using var api = new ApiHost();
        var attempts = Enumerable.Range(0, 101).Select(_ => Guid.NewGuid()).ToList();
        foreach (var attempt in attempts)
            (await SendAsync(api, $"/api/v2/connection/attempts/{attempt}")).Dispose();

        Assert.Null((await AskAsync(api, $"/api/v2/connection?attempt={attempts[0]}"))["attempt"]);
        Assert.NotNull((await AskAsync(api, $"/api/v2/connection?attempt={attempts[1]}"))["attempt"]);
    }

    private static async Task<JsonNode> AskAsync(ApiHost api, string path, params IEnumerable<(string Name, string Value)> headers)
    {
        using var response = await SendAsync(api, path, headers);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
    }

    private static async Task<HttpResponseMessage> SendAsync(ApiHost api, string path, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await api.Http.SendAsync(request, Cancel);
    }
}
