using System.IO.Compression;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using ChangeDetection.Worker.Fetching;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ChangeDetection.Tests.Worker.Fetching;

/// <summary>Every way a fetch can end has a name; none ends in an exception.</summary>
public sealed partial class PageFetcherTests() : OriginAndWorker(("Fetch:MaxBytes", $"{MaxBytes}"), ("Fetch:MaxRedirects", "5"), ("Fetch:Retries", "0"))
{
    private const int MaxBytes = 64 * 1024;

    [Fact]
    public async Task A_page_comes_with_its_status_type_and_server()
    {
        Origin.Answers("/", context =>
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = "text/plain; charset=x";
            context.Response.Headers.Server = "Apache/2 (Debian)";
            return context.Response.WriteAsync("gone");
        });

        var page = Assert.IsType<FetchResult.Page>(await FetchAsync(Origin.Url("/")));

        Assert.Equal((404, "gone"), (page.Content.StatusCode, Encoding.UTF8.GetString(page.Content.Bytes.Span)));
        Assert.Equal(("text/plain; charset=x", "apache/2 (debian)"), (page.Facts.ContentType, page.Facts.Server));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_read(string encoding)
    {
        await using var server = RawServer.Answering($"Content-Encoding: {encoding}", Packed(encoding, "Hello from afar"u8.ToArray()));

        var page = Assert.IsType<FetchResult.Page>(await FetchAsync(server.Url));

        Assert.Equal("Hello from afar", Encoding.UTF8.GetString(page.Content.Bytes.Span));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_damaged_compressed_body_is_named(string encoding)
    {
        await using var server = RawServer.Answering($"Content-Encoding: {encoding}", Enumerable.Repeat((byte)0x11, 500).ToArray());

        await AssertFailsAsync(CheckFailure.Truncated, server.Url);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_body_that_ends_early_is_no_page(string encoding)
    {
        var noise = new byte[20_000];
        new Random(1).NextBytes(noise);
        await using var server = RawServer.Answering($"Content-Encoding: {encoding}", Packed(encoding, noise)[..10_000]);

        await AssertFailsAsync(CheckFailure.Truncated, server.Url);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf a pa")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwo")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    public async Task A_body_that_ends_before_its_announced_end_is_no_page(string answer)
    {
        await using var server = RawServer.Answering(answer);

        await AssertFailsAsync(CheckFailure.Truncated, server.Url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot hexadecimal\r\n")]
    public async Task An_answer_that_is_none_is_named(string answer)
    {
        await using var server = RawServer.Answering(answer);

        await AssertFailsAsync(CheckFailure.ConnectionFailed, server.Url);
    }

    [Fact]
    public async Task A_refused_connection_is_named() =>
        Assert.Contains("refused", await AssertFailsAsync(CheckFailure.ConnectionFailed, $"http://127.0.0.1:{Ports.Free()}/"), StringComparison.Ordinal);

    [Fact]
    public async Task A_name_without_an_address_is_named() =>
        await AssertFailsAsync(CheckFailure.NameNotResolved, "http://nobody.invalid/");

    [Fact]
    public async Task An_untrusted_certificate_is_refused()
    {
        await using var server = RawServer.WithUntrustedCertificate();

        await AssertFailsAsync(CheckFailure.TlsFailed, server.Url);
    }

    [Fact]
    public async Task A_server_that_does_not_speak_TLS_is_named() =>
        await AssertFailsAsync(CheckFailure.TlsFailed, Origin.Url("/").Replace("http:", "https:", StringComparison.Ordinal));

    [Fact]
    public async Task A_page_as_large_as_allowed_is_read_and_one_byte_more_is_too_large()
    {
        Origin.Says("/fits", new string('x', MaxBytes));
        Origin.Says("/does-not", new string('x', MaxBytes + 1));

        Assert.IsType<FetchResult.Page>(await FetchAsync(Origin.Url("/fits")));
        await AssertFailsAsync(CheckFailure.TooLarge, Origin.Url("/does-not"));
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_large_page_is_too_large()
    {
        await using var server = RawServer.Answering("Content-Encoding: gzip", Packed("gzip", new byte[50 * 1024 * 1024]));

        await AssertFailsAsync(CheckFailure.TooLarge, server.Url);
    }

    [Fact]
    public async Task A_server_that_never_answers_costs_the_time_limit()
    {
        Origin.SaysWhenOpened("/", "never");
        var fetching = FetchAsync(Origin.Url("/"));
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        Worker.Clock.Advance(new FetchOptions().Timeout);

        Assert.Equal(CheckFailure.TimedOut, Assert.IsType<FetchResult.Failed>(await fetching).Failure);
    }

    [Fact]
    public async Task A_server_that_begins_and_never_ends_costs_the_time_limit()
    {
        Origin.Answers("/", async context =>
        {
            await context.Response.WriteAsync("one byte, then");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var fetching = FetchAsync(Origin.Url("/"));
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        Worker.Clock.Advance(new FetchOptions().Timeout);

        Assert.Equal(CheckFailure.TimedOut, Assert.IsType<FetchResult.Failed>(await fetching).Failure);
    }

    [Fact]
    public async Task The_order_to_stop_is_no_outcome()
    {
        Origin.SaysWhenOpened("/", "never");
        using var stop = new CancellationTokenSource();
        var fetching = FetchAsync(Origin.Url("/"), cancellationToken: stop.Token);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    private Task<FetchResult> FetchAsync(string url, WatchSettings? settings = null, CancellationToken? cancellationToken = null) =>
        Worker.FetchAsync(url, cancellationToken ?? Cancel, settings);

    private async Task<string> AssertFailsAsync(CheckFailure failure, string url, WatchSettings? settings = null)
    {
        var result = await FetchAsync(url, settings);
        var failed = Assert.IsType<FetchResult.Failed>(result);
        Assert.True(failed.Failure == failure, $"{failed.Failure}: {failed.Detail}");
        return failed.Detail;
    }

    private static byte[] Packed(string encoding, byte[] body)
    {
        var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
            packer.Write(body);
        return packed.ToArray();
    }
}
