using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ChangeDetection.Tests.Worker.Fetching;

/// <summary>What an answer says about the next fetch, and when it is worth asking again at once.</summary>
public sealed class AnswerTests : OriginAndWorker
{
    private const string Tag = "W/\"a-1\"";
    private const string Date = "Mon, 23 Nov 2026 10:00:00 GMT";

    [Theory]
    [InlineData(429, "30", null, 30)]
    [InlineData(429, null, null, 60)]
    [InlineData(429, "soon", null, 60)]
    [InlineData(429, "0", null, null)]
    [InlineData(429, "86400", null, 3600)]
    [InlineData(429, "99999999999999999999999", null, 3600)]
    [InlineData(429, "Mon, 23 Nov 2026 12:05:00 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", 300)]
    [InlineData(429, "Mon, 23 Nov 2020 12:05:00 GMT", "Mon, 23 Nov 2020 12:00:00 GMT", 300)]
    [InlineData(429, "Mon, 23 Nov 2020 12:05:00 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", null)]
    [InlineData(429, "Mon, 23 Nov 2026 17:00:00 GMT", "Mon, 23 Nov 2026 12:00:00 GMT", 3600)]
    [InlineData(503, "30", null, 30)]
    [InlineData(503, null, null, null)]
    [InlineData(200, "30", null, null)]
    [InlineData(404, "30", null, null)]
    public async Task A_site_says_how_long_it_wants_to_be_left_alone(int status, string? retryAfter, string? date, int? seconds)
    {
        Origin.Answers("/", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter;
            if (date is not null)
                context.Response.Headers.Date = date;
            return context.Response.WriteAsync("x");
        });

        var page = Assert.IsType<FetchResult.Page>(await Worker.FetchAsync(Origin.Url("/"), Cancel));

        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, page.HostPause);
        Assert.Equal(status, page.Content.StatusCode);
        Assert.Single(Origin.Requests);
    }

    [Fact]
    public async Task Without_a_date_of_its_own_a_site_means_our_clock()
    {
        await using var server = RawServer.Answering("HTTP/1.1 503 Busy\r\nRetry-After: Mon, 23 Nov 2026 12:02:00 GMT\r\nContent-Length: 1\r\n\r\nx");

        Assert.Equal(TimeSpan.FromMinutes(2), (await Worker.FetchAsync(server.Url, Cancel)).HostPause);
    }

    [Theory]
    [InlineData(200, "GET", Tag, Date, true)]
    [InlineData(200, "GET", Tag, null, true)]
    [InlineData(200, "GET", null, Date, true)]
    [InlineData(200, "GET", null, null, false)]
    [InlineData(203, "GET", Tag, Date, false)]
    [InlineData(404, "GET", Tag, Date, false)]
    [InlineData(200, "POST", Tag, Date, false)]
    public async Task Only_a_good_answer_to_GET_gives_what_to_ask_by(int status, string method, string? tag, string? date, bool gives)
    {
        Gives("/", tag, date, status);

        var page = Assert.IsType<FetchResult.Page>(await Worker.FetchAsync(Origin.Url("/"), Cancel, new WatchSettings { Method = method }));

        Assert.Equal(gives ? new PageValidators(Origin.Url("/"), tag, date) : null, page.Validators);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public async Task What_is_too_long_is_not_kept(int length, bool isKept)
    {
        Gives("/", new string('x', length), null);

        Assert.Equal(isKept, Assert.IsType<FetchResult.Page>(await Worker.FetchAsync(Origin.Url("/"), Cancel)).Validators is not null);
    }

    [Fact]
    public async Task What_has_control_characters_is_not_kept()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nETag: \"a\tb\"\r\nContent-Length: 1\r\n\r\nx");

        Assert.Null(Assert.IsType<FetchResult.Page>(await Worker.FetchAsync(server.Url, Cancel)).Validators);
    }

    [Fact]
    public async Task The_page_is_asked_for_under_conditions_only_where_they_were_given()
    {
        Origin.Answers("/old", context =>
        {
            Assert.Equal(0, context.Request.Headers.IfNoneMatch.Count);
            context.Response.Redirect("/new");
            return Task.CompletedTask;
        });
        Gives("/new", Tag, Date);
        var page = Assert.IsType<FetchResult.Page>(await Worker.FetchAsync(Origin.Url("/old"), Cancel));

        var same = await Worker.FetchAsync(Origin.Url("/old"), Cancel, known: page.Validators);
        var elsewhere = await Worker.FetchAsync(Origin.Url("/old"), Cancel, known: page.Validators! with { Address = Origin.Url("/old") });

        Assert.Equal(page.Validators, Assert.IsType<FetchResult.NotModified>(same).Validators);
        Assert.False(elsewhere is FetchResult.NotModified, elsewhere.ToString());
    }

    [Theory]
    [InlineData("If-None-Match", "\"mine\"")]
    [InlineData("if-modified-since", "Mon, 23 Nov 2020 10:00:00 GMT")]
    public async Task A_persons_own_condition_is_left_alone_and_its_304_is_no_page(string name, string value)
    {
        var seen = "";
        Origin.Answers("/", context =>
        {
            seen = $"{context.Request.Headers.IfNoneMatch}{context.Request.Headers.IfModifiedSince}";
            context.Response.StatusCode = 304;
            return Task.CompletedTask;
        });

        var result = await Worker.FetchAsync(
            Origin.Url("/"), Cancel, new WatchSettings { Headers = new Dictionary<string, string> { [name] = value } }, known: new PageValidators(Origin.Url("/"), Tag, Date));

        Assert.Equal(value, seen);
        var failed = Assert.IsType<FetchResult.Failed>(result);
        Assert.Equal((CheckFailure.HttpStatus, 304, "Error - Request returned a HTTP error code 304"), (failed.Failure, failed.Status, failed.Detail));
    }

    [Fact]
    public async Task A_POST_is_never_asked_under_conditions()
    {
        var wasAsked = false;
        Origin.Answers("/", context =>
        {
            wasAsked |= context.Request.Headers.IfNoneMatch.Count > 0;
            return context.Response.WriteAsync("x");
        });

        await Worker.FetchAsync(Origin.Url("/"), Cancel, new WatchSettings { Method = "POST", Body = "x" }, known: new PageValidators(Origin.Url("/"), Tag, null));

        Assert.False(wasAsked);
    }

    [Theory]
    [InlineData("GET", "", 3)]
    [InlineData("HEAD", "", 3)]
    [InlineData("POST", "x", 1)]
    [InlineData("POST", "", 1)]
    [InlineData("PUT", "x", 1)]
    public async Task A_connection_that_breaks_is_tried_again_when_asking_twice_does_no_harm(string method, string body, int requests)
    {
        Origin.Answers("/", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var failed = Assert.IsType<FetchResult.Failed>(await PatientlyAsync(Worker.FetchAsync(Origin.Url("/"), Cancel, new WatchSettings { Method = method, Body = body })));

        Assert.Equal((CheckFailure.ConnectionFailed, requests), (failed.Failure, Origin.Requests.Count));
    }

    [Fact]
    public async Task The_second_try_may_succeed_and_each_waits_longer_than_the_one_before()
    {
        Origin.Answers("/", context =>
        {
            if (Origin.Requests.Count < 3)
                context.Abort();
            return context.Response.WriteAsync("at last");
        });
        var started = Worker.Clock.GetUtcNow();

        Assert.IsType<FetchResult.Page>(await PatientlyAsync(Worker.FetchAsync(Origin.Url("/"), Cancel)));

        Assert.True(Worker.Clock.GetUtcNow() - started >= TimeSpan.FromSeconds(1.5));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf a pa", 3)]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 1\r\n\r\nx", 1)]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: ftp://x/\r\nContent-Length: 0\r\n\r\n", 1)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", 1)]
    public async Task Half_a_page_is_asked_for_again_but_no_whole_answer_is(string answer, int requests)
    {
        await using var server = RawServer.Answering(answer);

        await PatientlyAsync(Worker.FetchAsync(server.Url, Cancel));

        Assert.Equal(requests, server.Requests);
    }

    [Fact]
    public async Task All_tries_together_have_one_time_limit()
    {
        await using var worker = await AWorker.OpenAsync(Cancel, ("REQUESTS_RETRY_MAX_COUNT", "10"), ("Fetch:Timeout", "00:00:05"));

        var fetching = worker.FetchAsync($"http://127.0.0.1:{Ports.Free()}/", Cancel);
        await Eventually.HoldsAsync(() => Advance(worker, fetching), Cancel);

        Assert.Equal(CheckFailure.TimedOut, Assert.IsType<FetchResult.Failed>(await fetching).Failure);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_taken_by_a_watch_that_asks_for_none()
    {
        await using var server = RawServer.WithUntrustedCertificate();

        Assert.IsType<FetchResult.Page>(await Worker.FetchAsync(server.Url, Cancel, new WatchSettings { VerifyTls = false }));
        Assert.Equal(CheckFailure.TlsFailed, Assert.IsType<FetchResult.Failed>(await Worker.FetchAsync(server.Url, Cancel)).Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_certificate_names_is_not_fetched(bool verifiesTls)
    {
        await using var server = RawServer.WithUntrustedCertificate(issuerAt: Origin.Url("/issuer.cer"));

        await Worker.FetchAsync(server.Url, Cancel, new WatchSettings { VerifyTls = verifiesTls });

        Assert.Empty(Origin.Requests);
    }

    private void Gives(string path, string? tag, string? date, int status = 200) =>
        Origin.Answers(path, context =>
        {
            var asked = $"{context.Request.Headers.IfNoneMatch}|{context.Request.Headers.IfModifiedSince}";
            context.Response.StatusCode = asked != "|" && asked == $"{tag}|{date}" ? 304 : status;
            context.Response.Headers.ETag = tag;
            context.Response.Headers.LastModified = date;
            return context.Response.StatusCode == 304 ? Task.CompletedTask : context.Response.WriteAsync("x");
        });

    private async Task<FetchResult> PatientlyAsync(Task<FetchResult> fetching)
    {
        await Eventually.HoldsAsync(() => Advance(Worker, fetching), Cancel);
        return await fetching;
    }

    private static bool Advance(AWorker worker, Task fetching)
    {
        if (!fetching.IsCompleted)
            worker.Clock.Advance(TimeSpan.FromMilliseconds(100));
        return fetching.IsCompleted;
    }
}
