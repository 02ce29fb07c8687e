using System.Net;
using System.Net.Http.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>What strangers wrote is text wherever it is shown, and a colour is a colour (cases of xss and css-injection, path-001 to path-015, rt-003).</summary>
public sealed class MarkupTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Markup => new(
        "<a href=\"https://foobar\"></a><script>alert(123);</script>", "</pre><script>alert(1)</script><!--", "]]><svg onload=alert(1)>", "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(document.domain)>", "' onmouseover=alert(1) '", "&lt;script&gt;alert(1)&lt;/script&gt;", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-");

    [Theory]
    [MemberData(nameof(Markup))]
    public async Task Titles_errors_headers_and_versions_are_shown_as_text(string markup)
    {
        var id = await _api.WatchAsync(new { url = "http://example.com/page", title = markup }, Cancel);
        await _api.CheckAsync(id, new CheckOutcome.Changed($"{markup}\nbefore", "1"), Cancel, new PageFacts { Server = markup, ContentType = $"text/html\"{markup}" });
        await _api.CheckAsync(id, new CheckOutcome.Changed($"x{markup}y\nafter {markup}", "2"), Cancel);
        await _api.CheckAsync(id, new CheckOutcome.Failed(CheckFailure.TlsFailed, $"The certificate of {markup} is not trusted."), Cancel);

        foreach (var page in new[] { "/", $"/?q={Uri.EscapeDataString(markup)}", $"/watches/{id}/history", $"/watches/{id}/edit", "/queue", "/groups" })
        {
            var text = await _api.Http.GetStringAsync(new Uri(page, UriKind.Relative), Cancel);
            if (markup.Contains('<', StringComparison.Ordinal) || markup.Contains('\'', StringComparison.Ordinal))
                Assert.DoesNotContain(markup, text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<svg onload", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("charset=\"utf-8\"", text, StringComparison.Ordinal);
        }

        foreach (var raw in new[] { $"/api/v2/watches/{id}/snapshots/1", $"/api/v1/watch/{id}/history/latest", $"/api/v1/watch/{id}/history/latest?html=true" })
        {
            using var answer = await _api.Http.GetAsync(new Uri(raw, UriKind.Relative), Cancel);
            if (answer.StatusCode is not HttpStatusCode.OK)
                continue;
            Assert.Equal(("text/plain", "utf-8"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Theory]
    [InlineData("red} *{background-image:url(https://attacker.example.com/exfil)} .x{color:", false)]
    [InlineData("#fff;background:url(//attacker.example)", false)]
    [InlineData("#4f8ef7\n}*{color:red", false)]
    [InlineData("#4f8ef7\n", false)]
    [InlineData("#12345", false)]
    [InlineData("#1234567", false)]
    [InlineData("4f8ef7", false)]
    [InlineData("rgb(1,2,3)", false)]
    [InlineData("red", false)]
    [InlineData("var(--x)", false)]
    [InlineData("＃fff", false)]
    [InlineData("#4f8ef7", true)]
    [InlineData("#FFF", true)]
    public async Task A_colour_is_six_or_three_hexadecimal_digits(string colour, bool isOne)
    {
        using var v1 = await _api.Http.PostAsJsonAsync(new Uri("/api/v1/tag", UriKind.Relative), new { title = "Shops", tag_colour = colour }, Cancel);
        using var v2 = await _api.Http.PostAsJsonAsync(new Uri("/api/v2/groups", UriKind.Relative), new { title = "News", colour }, Cancel);

        // What the pages send is taken without the white space around it.
        var isOneForPages = isOne || colour == "#4f8ef7\n";
        Assert.Equal((isOne ? HttpStatusCode.Created : HttpStatusCode.BadRequest, isOneForPages ? HttpStatusCode.Created : HttpStatusCode.BadRequest), (v1.StatusCode, v2.StatusCode));
        foreach (var page in new[] { "/", "/groups" })
            Assert.DoesNotContain("attacker.example", await _api.Http.GetStringAsync(new Uri(page, UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rss/watch/%3Csvg%20onload=alert(1)%3E")]
    [InlineData("/rss/tag/%3Csvg%20onload=alert(1)%3E")]
    [InlineData("/api/v1/watch/%252e%252e%252fetc")]
    [InlineData("/api/v1/watch/%7B00000000-0000-4000-8000-000000000000%7D")]
    [InlineData("/api/v1/watch/urn:uuid:00000000-0000-4000-8000-000000000000")]
    [InlineData("/js/%2e%2e/appsettings.json")]
    [InlineData("/js/../appsettings.json")]
    [InlineData("/js/./..%2fappsettings.json")]
    [InlineData("/js/..%5cappsettings.json")]
    [InlineData("/css/%2e%2e/%2e%2e/changedetection.db")]
    public async Task A_path_leads_to_nothing_of_ours_and_is_not_echoed(string path)
    {
        var answer = await _api.RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nx-api-key: {V1Client.Key}\r\nConnection: close\r\n\r\n", Cancel);

        Assert.Matches("^HTTP/1.1 (400|403|404) ", answer);
        Assert.DoesNotContain("<svg", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Logging", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite format", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nonsense_on_the_live_connection_is_refused_and_harms_nobody()
    {
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(_api.Http.BaseAddress!, "live")).Build();
        await hub.StartAsync(Cancel);

        foreach (var (method, argument) in new (string, object?)[] { ("NoSuchMethod", 1), ("OnConnectedAsync", null), ("Dispose", null), ("Operate", "text"), ("Operate", new { operation = new string('x', 300_000) }), ("Follow", new { list = 5 }) })
            await Assert.ThrowsAsync<HubException>(() => argument is null ? hub.InvokeAsync(method, Cancel) : hub.InvokeAsync(method, argument, Cancel));
        await hub.InvokeAsync("Ping", Cancel);

        // More than fits ends this connection, and no other.
        await Assert.ThrowsAnyAsync<Exception>(() => hub.InvokeAsync("Operate", new { operation = new string('x', 2_000_000) }, Cancel));
        await using var other = new HubConnectionBuilder().WithUrl(new Uri(_api.Http.BaseAddress!, "live")).Build();
        await other.StartAsync(Cancel);
        await other.InvokeAsync("Ping", Cancel);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
