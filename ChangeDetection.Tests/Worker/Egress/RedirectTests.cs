using System.Net;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Xunit;

namespace ChangeDetection.Tests.Worker.Egress;

/// <summary>Where sites of the internet may send a fetch, and where not.</summary>
public sealed class RedirectTests(ClosedWorker closed) : IClassFixture<ClosedWorker>, IAsyncLifetime
{
    private OriginServer? _site;

    public static TheoryData<string, string> Targets { get; } = EgressCase.Feed(one => one.Surface == "redirect.location");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await OriginServer.StartAsync(Cancel);

    public ValueTask DisposeAsync() => _site!.DisposeAsync();

    [Theory]
    [MemberData(nameof(Targets))]
    [InlineData("port", "http://127.0.0.1:{port}/")]
    [InlineData("port", "//127.0.0.1:{port}/x")]
    [InlineData("port", "http://[::1]:{port}/")]
    [InlineData("port", "http://0127.0.0.1:{port}/")]
    [InlineData("port", "http://localhost:{port}/")]
    [InlineData("port", "gopher://127.0.0.1:{port}/_PING")]
    [InlineData("file", "file:///etc/passwd")]
    public async Task A_hop_to_where_nobody_may_go_is_not_made(string id, string target)
    {
        Redirects("/", target.Replace("{port}", $"{closed.Port}", StringComparison.Ordinal));
        var before = closed.Visits;

        var failed = Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync(Url("/"), Cancel));

        Assert.True(failed.Failure is CheckFailure.BadRedirect, $"{id}: {failed.Failure}: {failed.Detail}");
        Assert.StartsWith("Redirect 1 blocked: ", failed.Detail, StringComparison.Ordinal);
        Assert.Equal(before, closed.Visits);
    }

    [Fact]
    public async Task The_hop_is_named_that_is_not_made()
    {
        Redirects("/1", "/2", 301);
        Redirects("/2", "/3", 302);
        Redirects("/3", "/4", 307);
        Redirects("/4", $"http://127.0.0.1:{closed.Port}/");

        var failed = Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync(Url("/1"), Cancel));

        Assert.StartsWith("Redirect 4 blocked: Fetch blocked: 127.0.0.1 is this machine itself. ", failed.Detail, StringComparison.Ordinal);
        Assert.Equal(["/1", "/2", "/3", "/4"], _site!.Requests);
    }

    [Fact]
    public async Task A_circle_ends_after_ten_hops()
    {
        Redirects("/a", "/b");
        Redirects("/b", "/a");

        var failed = Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync(Url("/a"), Cancel));

        Assert.Equal((CheckFailure.BadRedirect, "Too many redirects: more than 10.", 11), (failed.Failure, failed.Detail, _site!.Requests.Count));
    }

    [Fact]
    public async Task A_redirect_to_the_same_protocol_is_followed()
    {
        Redirects("/", $"//site.example:{_site!.Address.Port}/there");
        _site.Says("/there", "here");

        Assert.IsType<FetchResult.Page>(await closed.Worker.FetchAsync(Url("/"), Cancel));
    }

    [Fact]
    public async Task A_redirect_without_an_address_is_a_page()
    {
        _site!.Says("/", "moved, but where?", status: 302);

        Assert.Equal(302, Assert.IsType<FetchResult.Page>(await closed.Worker.FetchAsync(Url("/"), Cancel)).Content.StatusCode);
    }

    [Theory]
    [InlineData("/x\rX-Injected: 1")]
    [InlineData("/x\u0001")]
    [InlineData("/x\nX-Injected: 1")]
    public async Task An_address_with_control_characters_splits_nothing(string location)
    {
        await using var site = RawServer.Answering($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");

        var result = await closed.Worker.FetchAsync(site.Url.Replace("127.0.0.1", "site.example", StringComparison.Ordinal), Cancel);

        Assert.True(result is FetchResult.Failed { Failure: CheckFailure.BadRedirect or CheckFailure.ConnectionFailed }, result.ToString());
    }

    [Theory]
    [InlineData(6_000, CheckFailure.BadRedirect)]
    [InlineData(1_000_000, CheckFailure.ConnectionFailed)]
    public async Task An_address_without_end_is_not_followed(int length, CheckFailure failure)
    {
        await using var site = RawServer.Answering($"HTTP/1.1 302 Found\r\nLocation: /{new string('x', length)}\r\nContent-Length: 0\r\n\r\n");

        var failed = Assert.IsType<FetchResult.Failed>(await closed.Worker.FetchAsync(site.Url.Replace("127.0.0.1", "site.example", StringComparison.Ordinal), Cancel));

        Assert.Equal(failure, failed.Failure);
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public async Task Who_watches_by_https_is_not_sent_to_http_unless_the_operator_allows_it(string setting, bool isFollowed)
    {
        _site!.Says("/plain", "plain");
        await using var secure = RawServer.WithUntrustedCertificate(answer: $"HTTP/1.1 302 Found\r\nLocation: {Url("/plain")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var worker = await closed.OpenAsync(("ALLOW_REDIRECT_DOWNGRADE", setting), ("EGRESS_ALLOW", "site.example"), ("ALLOW_IANA_RESTRICTED_ADDRESSES", "false"));

        var result = await worker.FetchAsync(secure.Url.Replace("127.0.0.1", "site.example", StringComparison.Ordinal), Cancel, new WatchSettings { VerifyTls = false });

        Assert.Equal(isFollowed, result is FetchResult.Page);
        if (!isFollowed)
            Assert.Contains("ALLOW_REDIRECT_DOWNGRADE=true", Assert.IsType<FetchResult.Failed>(result).Detail, StringComparison.Ordinal);
        Assert.Equal(isFollowed ? 1 : 0, _site.Requests.Count);
    }

    [Theory]
    [InlineData("b?x=1#y", "http://a.example/dir/b?x=1#y", null)]
    [InlineData(" /b ", "http://a.example/b", null)]
    [InlineData("?q", "http://a.example/dir/page?q", null)]
    [InlineData("a b", "http://a.example/dir/a%20b", null)]
    [InlineData("//other.example", "http://other.example/", null)]
    [InlineData("HTTPS://Other.Example/x", "https://other.example/x", null)]
    [InlineData("/caf\u00C3\u00A9", "http://a.example/caf%C3%A9", null)]
    [InlineData("http:foo", null, "valid")]
    [InlineData("http:///foo", null, "valid")]
    [InlineData("//", null, "valid")]
    [InlineData("javascript:alert(1)", null, "javascript")]
    [InlineData("//user:secret@other.example/", null, "user name")]
    [InlineData("//0x7f.1:0/", null, "port 0")]
    public void A_target_is_read_as_a_browser_reads_it(string location, string? target, string? problem)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Found);
        answer.Headers.TryAddWithoutValidation("Location", location);

        var redirect = Redirect.Of(answer, new Uri("http://a.example/dir/page"), mayDowngrade: true)!;

        Assert.Equal(target, redirect.Target?.AbsoluteUri);
        if (problem is not null)
            Assert.Contains(problem, redirect.Problem, StringComparison.Ordinal);
    }

    private string Url(string path) => $"http://site.example:{_site!.Address.Port}{path}";

    private void Redirects(string path, string target, int status = 302) => _site!.Answers(path, context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = target;
        return Task.CompletedTask;
    });
}
