using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ChangeDetection.Tests.Worker.Fetching;

/// <summary>What is asked for, of whom, and with which words of the person who watches.</summary>
public sealed partial class PageFetcherTests
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed_also_to_a_relative_address(int status)
    {
        Redirects("/a/old", "../b/new?x=1", status);
        Origin.Says("/b/new", "here");

        Assert.IsType<FetchResult.Page>(await FetchAsync(Origin.Url("/a/old")));
        Assert.Equal(["/a/old", "/b/new"], Origin.Requests);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        Redirects("/a", "/b");
        Redirects("/b", "/a");

        await AssertFailsAsync(CheckFailure.BadRedirect, Origin.Url("/a"));
        Assert.Equal(6, Origin.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("gopher://127.0.0.1:6379/_FLUSHALL")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://user:secret@127.0.0.1/")]
    public async Task A_redirect_to_where_no_watch_may_go_is_not_followed(string target)
    {
        Redirects("/", target);

        await AssertFailsAsync(CheckFailure.BadRedirect, Origin.Url("/"));
    }

    [Fact]
    public async Task A_persons_headers_go_to_their_origin_only()
    {
        await using var elsewhere = await OriginServer.StartAsync(Cancel);
        var seen = new List<string>();
        Origin.Answers("/", context => NoteAndSendOnAsync(context, seen, Origin.Url("/same")));
        Origin.Answers("/same", context => NoteAndSendOnAsync(context, seen, elsewhere.Url("/other")));
        elsewhere.Answers("/other", context => NoteAndSendOnAsync(context, seen, null));
        var headers = new Dictionary<string, string> { ["X-Api-Key"] = "k", ["Cookie"] = "c=1", ["Authorization"] = "Bearer t", ["User-Agent"] = "mine" };

        await FetchAsync(Origin.Url("/"), new WatchSettings { Headers = headers });

        Assert.Equal("k|c=1|Bearer t|mine", seen[0]);
        Assert.Equal("k|c=1|Bearer t|mine", seen[1]);
        Assert.StartsWith("|||Mozilla", seen[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_that_a_page_sets_is_not_kept()
    {
        var seen = new List<string>();
        Origin.Answers("/", context =>
        {
            context.Response.Headers.SetCookie = "tracked=1; Path=/";
            return NoteAndSendOnAsync(context, seen, null);
        });

        await FetchAsync(Origin.Url("/"));
        await FetchAsync(Origin.Url("/"));

        Assert.DoesNotContain("tracked", string.Concat(seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_is_posted_and_a_redirect_afterwards_is_fetched_without_it()
    {
        var seen = new List<string>();
        Origin.Answers("/", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen.Add($"{context.Request.Method} {await reader.ReadToEndAsync()} {context.Request.ContentType}");
            context.Response.Redirect("/next");
        });
        Origin.Answers("/next", context =>
        {
            seen.Add($"{context.Request.Method} {context.Request.ContentLength}");
            return context.Response.WriteAsync("done");
        });

        await FetchAsync(Origin.Url("/"), new WatchSettings { Method = "POST", Body = "{}", Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } });

        Assert.Equal(["POST {} application/json", "GET "], seen);
    }

    [Theory]
    [InlineData("X-A", "one\r\nX-Injected: two")]
    [InlineData("X-A", "one\nX-Injected: two")]
    [InlineData("X-A: x\r\nX-Injected", "two")]
    [InlineData("X A", "two")]
    [InlineData("X-A", "ünï")]
    [InlineData("", "empty")]
    [InlineData("Host", "not a host\u0000")]
    [InlineData("Content-Length", "many")]
    [InlineData("Transfer-Encoding", "chunked")]
    public async Task No_header_of_a_person_breaks_the_fetch_or_smuggles_in_another(string name, string value)
    {
        var hasInjected = false;
        Origin.Answers("/", context =>
        {
            hasInjected |= context.Request.Headers.ContainsKey("X-Injected");
            return context.Response.WriteAsync("fine");
        });

        await FetchAsync(Origin.Url("/"), new WatchSettings { Headers = new Dictionary<string, string> { [name] = value } });

        Assert.False(hasInjected);
    }

    [Theory]
    [InlineData("GET /secret HTTP/1.1\r\nHost: x\r\n\r\nGET")]
    [InlineData("NO WAY")]
    [InlineData("")]
    public async Task What_is_no_request_method_is_refused(string method) =>
        await AssertFailsAsync(CheckFailure.Unsupported, Origin.Url("/"), new WatchSettings { Method = method });

    [Fact]
    public async Task What_this_fetcher_cannot_do_is_refused_rather_than_left_out()
    {
        WatchSettings[] wishes = [new() { FetchBackend = "html_webdriver" }, new() { BrowserSteps = [new BrowserStep("Click element", "a", null)] }];

        foreach (var wish in wishes)
            await AssertFailsAsync(CheckFailure.Unsupported, Origin.Url("/"), wish);

        Assert.Empty(Origin.Requests);
    }

    private void Redirects(string path, string target, int status = 302) =>
        Origin.Answers(path, context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = target;
            return Task.CompletedTask;
        });

    private static Task NoteAndSendOnAsync(HttpContext context, List<string> seen, string? target)
    {
        var headers = context.Request.Headers;
        seen.Add($"{headers["X-Api-Key"]}|{headers.Cookie}|{headers.Authorization}|{headers.UserAgent}");
        if (target is null)
            return context.Response.WriteAsync("arrived");
        context.Response.Redirect(target);
        return Task.CompletedTask;
    }
}
