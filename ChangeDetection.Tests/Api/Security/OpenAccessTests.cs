using System.Text.RegularExpressions;
using ChangeDetection.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>An installation without a password is open to its own machine, and to nobody else.</summary>
public sealed class OpenAccessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1:5000", "", "200")]
    [InlineData("localhost", "", "200")]
    [InlineData("[::1]:5000", "", "200")]
    [InlineData("watch.example", "", "302")]
    [InlineData("localhost.evil.example", "", "302")]
    [InlineData("192.168.1.5:5000", "", "302")]
    [InlineData("localhost", "X-Forwarded-For: 203.0.113.5", "302")]
    [InlineData("localhost", "Forwarded: for=203.0.113.5", "302")]
    [InlineData("localhost", "Via: 1.1 proxy", "302")]
    [InlineData("localhost", "X-Real-IP: 127.0.0.1", "302")]
    public async Task Only_a_request_meant_for_this_machine_is_let_in(string host, string header, string status)
    {
        using var api = new ApiHost();

        var answer = await api.RawAsync($"GET / HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n{(header.Length > 0 ? header + "\r\n" : "")}Connection: close\r\n\r\n", Cancel);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        if (status == "302")
            Assert.Contains("Location: /setup?return=%2F", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_elsewhere_needs_the_code_of_the_log_to_be_the_first_user()
    {
        using var api = new ApiHost();
        var log = string.Join('\n', api.Services.GetRequiredService<FakeLogCollector>().GetSnapshot().Select(record => record.Message));
        var code = Regex.Match(log, "code ([A-Z2-9]{10})").Groups[1].Value;
        Assert.Equal(10, code.Length);

        Assert.Contains("The code is wrong", await SetUpAsync(api, ""), StringComparison.Ordinal);
        Assert.Contains("The code is wrong", await SetUpAsync(api, "ABCDEFGHJK"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 302 ", await SetUpAsync(api, code.ToLowerInvariant()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_cannot_be_tried_without_end()
    {
        using var api = new ApiHost();
        for (var attempt = 0; attempt < 10; attempt++)
            Assert.Contains("The code is wrong", await SetUpAsync(api, $"AAAAAAAAA{attempt}"), StringComparison.Ordinal);

        Assert.Contains("Too many wrong codes", await SetUpAsync(api, "AAAAAAAAAA"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALLOW_OPEN_ACCESS_lets_everybody_in_until_there_is_a_user()
    {
        using var api = new ApiHost(("ALLOW_OPEN_ACCESS", "true"));
        const string Request = "GET / HTTP/1.1\r\nHost: watch.example\r\nAccept: text/html\r\nConnection: close\r\n\r\n";

        var open = await api.RawAsync(Request, Cancel);
        Assert.StartsWith("HTTP/1.1 200 ", open, StringComparison.Ordinal);
        Assert.Contains("everybody who reaches this address", open, StringComparison.Ordinal);
        using var owner = new BrowserLike(api.Http.BaseAddress!);
        await owner.SetUpAsync("Ada", "correct horse battery", Cancel);

        Assert.StartsWith("HTTP/1.1 302 ", await api.RawAsync(Request, Cancel), StringComparison.Ordinal);
    }

    /// <summary>Opens the form from elsewhere and sends it, the way a browser does.</summary>
    private static async Task<string> SetUpAsync(ApiHost api, string code)
    {
        var page = await api.RawAsync("GET /setup HTTP/1.1\r\nHost: watch.example\r\nAccept: text/html\r\nConnection: close\r\n\r\n", Cancel);
        Assert.Contains("Set-up code", page, StringComparison.Ordinal);
        var cookie = Regex.Match(page, "Set-Cookie: (changedetection-forms=[^;]+)").Groups[1].Value;
        var body = $"csrf={Uri.EscapeDataString(BrowserLike.TokenIn(page))}&name=Ada&password=long+enough+1&again=long+enough+1&code={code}";
        return await api.RawAsync(
            $"POST /setup HTTP/1.1\r\nHost: watch.example\r\nAccept: text/html\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}", Cancel);
    }
}
