using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Worker.Checking;

/// <summary>What a person finds beside a watch after a check (I-28: our own trouble, or the site's, is never a version).</summary>
public sealed class CheckRunnerTests : IAsyncLifetime
{
    private OriginServer? _origin;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OriginServer Origin => _origin!;

    public async ValueTask InitializeAsync() => _origin = await OriginServer.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        if (_origin is not null)
            await _origin.DisposeAsync();
    }

    [Theory]
    [InlineData(404, "<p>sorry</p>", CheckFailure.HttpStatus, "404")]
    [InlineData(500, "<p>sorry</p>", CheckFailure.HttpStatus, "500")]
    [InlineData(403, "<p>robots</p>", CheckFailure.HttpStatus, "403")]
    [InlineData(302, "", CheckFailure.EmptyReply, "302")]
    [InlineData(200, "", CheckFailure.EmptyReply, "EmptyReply")]
    [InlineData(200, "<html><script>1</script></html>", CheckFailure.NoText, "no text found")]
    public async Task A_page_that_says_nothing_is_a_failure_in_words_and_no_version(int status, string body, CheckFailure failure, string words)
    {
        Origin.Says("/", body, status: status);

        var state = await AWorker.CheckAsync(Origin.Url("/"), new WatchSettings(), Cancel);

        Assert.Equal(failure, state.Failure);
        Assert.Contains(words, state.LastError, StringComparison.Ordinal);
        Assert.Equal((0, 1), (state.SnapshotCount, state.CheckCount));
    }

    [Fact]
    public async Task A_secret_whose_key_is_gone_fails_the_check_by_its_name_until_it_is_typed_again()
    {
        var asked = new List<string>();
        Origin.Answers("/", context =>
        {
            asked.Add(context.Request.Headers.Authorization.ToString());
            return context.Response.WriteAsync("<p>hello</p>");
        });
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel, WithPassword("first"));
        await using (var context = worker.Services.GetRequiredService<StoreContextFactory>().Create())
        {
            var row = await context.Watches.AsTracking().SingleAsync(Cancel);
            row.Settings = row.Settings.Replace("\"Authorization\":\"sealed:1:", "\"Authorization\":\"sealed:1:x", StringComparison.Ordinal);
            await context.SaveChangesAsync(Cancel);
        }

        await worker.StartAsync(Cancel);
        var lost = await worker.CheckedAsync(watch, Cancel);
        await worker.Catalog.EditAsync([watch.Id], _ => WithPassword("second"), Cancel);
        await worker.Services.GetRequiredService<CheckRequests>().RequestAsync([watch.Id], CheckPriority.Manual, Cancel);
        var mended = await worker.CheckedAsync(watch, Cancel, times: 2);

        Assert.Equal(CheckFailure.SecretLost, lost.Failure);
        Assert.Contains("headers.Authorization", lost.LastError, StringComparison.Ordinal);
        Assert.Null(mended.Failure);
        Assert.Equal(["second"], asked);
    }

    private static WatchSettings WithPassword(string password) => new() { Headers = new Dictionary<string, string> { ["Authorization"] = password } };

    [Fact]
    public async Task A_good_page_after_a_bad_one_clears_the_error_and_the_baseline_has_survived()
    {
        Origin.Says("/", "<p>one</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel, new WatchSettings { TimeBetweenCheckUseDefault = false, TimeBetweenCheck = new CheckInterval { Seconds = 10 } });
        await worker.StartAsync(Cancel);
        await worker.CheckedAsync(watch, Cancel);

        Origin.Answers("/", context =>
        {
            context.Response.ContentLength = 1000;
            context.Abort();
            return Task.CompletedTask;
        });
        var bad = await worker.CheckedAsync(watch, Cancel, times: 2);
        Origin.Says("/", "<p>one</p>");
        await Eventually.HoldsAsync(
            async () =>
            {
                worker.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await worker.StateAsync(watch, Cancel)).Failure is null;
            },
            Cancel);
        var good = await worker.StateAsync(watch, Cancel);

        Assert.NotNull(bad.Failure);
        Assert.Equal(1, bad.SnapshotCount);
        Assert.Equal((1, null), (good.SnapshotCount, good.LastError));
    }

    [Fact]
    public async Task A_change_is_stored_as_a_new_version_and_marked_unread()
    {
        Origin.Says("/", "<title>News</title><p>one</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel, new WatchSettings { TimeBetweenCheckUseDefault = false, TimeBetweenCheck = new CheckInterval { Seconds = 10 } });
        await worker.StartAsync(Cancel);
        await worker.CheckedAsync(watch, Cancel);

        Origin.Says("/", "<title>News</title><p>two</p>");
        var state = await worker.CheckedAsync(watch, Cancel, times: 2);

        Assert.True(state.IsUnread);
        Assert.Equal((2, "News"), (state.SnapshotCount, state.PageTitle));
        Assert.Equal("two", (await worker.Archive.ReadAsync(watch.Id, 2, Cancel))!.Trim());
    }

    [Theory]
    [InlineData("X-A", "one\r\nX-B: two")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Content-Length", "-1")]
    public async Task A_header_that_nobody_can_send_ends_the_check_instead_of_repeating_it_for_ever(string name, string value)
    {
        Origin.Says("/", "<p>one</p>");

        var state = await AWorker.CheckAsync(Origin.Url("/"), new WatchSettings { Method = "POST", Body = "x", Headers = new Dictionary<string, string> { [name] = value } }, Cancel);

        Assert.Equal(1, state.CheckCount);
    }
}
