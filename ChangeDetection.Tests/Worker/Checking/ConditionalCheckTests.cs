using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ChangeDetection.Tests.Worker.Checking;

/// <summary>A page that its site says is not modified is not sent, not read and not lost sight of.</summary>
public sealed class ConditionalCheckTests : OriginAndWorker
{
    private static readonly WatchSettings EachTenSeconds = new() { TimeBetweenCheckUseDefault = false, TimeBetweenCheck = new CheckInterval { Seconds = 10 } };

    private readonly List<string> _answers = [];

    [Fact]
    public async Task A_page_that_is_not_modified_is_unchanged_and_keeps_what_was_known()
    {
        Serves("<title>News</title><p>one", "\"1\"");
        var (watch, first) = await CheckedOnceAsync();

        var second = await Worker.CheckedAsync(watch, Cancel, times: 2);

        Assert.Equal(["200", "304"], _answers);
        Assert.Equal((null, null, 1, 1), (second.Failure, second.LastError, second.SnapshotCount, second.NotModifiedCount));
        Assert.Equal((first.PreviousChecksum, first.RawChecksum, first.RulesFingerprint), (second.PreviousChecksum, second.RawChecksum, second.RulesFingerprint));
        Assert.Equal((new PageValidators(Origin.Url("/"), "\"1\"", null), "News", "text/html"), (second.Validators, second.PageTitle, second.ContentType));
        Assert.NotNull(first.RawChecksum);
        Assert.Empty(Worker.Troubles);
    }

    [Fact]
    public async Task A_page_that_is_modified_is_a_version_and_its_new_tag_is_asked_by()
    {
        Serves("<p>one", "\"1\"");
        var (watch, _) = await CheckedOnceAsync();

        Serves("<p>two", "\"2\"");
        var changed = await Worker.CheckedAsync(watch, Cancel, times: 2);
        var same = await Worker.CheckedAsync(watch, Cancel, times: 3);

        Assert.Equal(["200", "200", "304"], _answers[..3]);
        Assert.Equal((2, 0, "\"2\""), (changed.SnapshotCount, changed.NotModifiedCount, changed.Validators?.ETag));
        Assert.Equal(2, same.SnapshotCount);
    }

    [Fact]
    public async Task Every_tenth_time_the_page_itself_is_looked_at()
    {
        Serves("<p>one", "\"1\"");
        var (watch, _) = await CheckedOnceAsync();

        await Worker.CheckedAsync(watch, Cancel, times: 12);

        Assert.Equal(["200", .. Enumerable.Repeat("304", 9), "200", "304"], _answers[..12]);
    }

    [Fact]
    public async Task After_a_failure_the_page_itself_is_looked_at()
    {
        Serves("<p>one", "\"1\"");
        var (watch, _) = await CheckedOnceAsync();

        Origin.Says("/", "<p>broken", status: 500);
        var failed = await FailedAsync(watch);
        Serves("<p>one", "\"1\"");
        await Eventually.HoldsAsync(() => AdvanceUntil(() => _answers.Count >= 2), Cancel);

        Assert.Equal((CheckFailure.HttpStatus, null), (failed.Failure, failed.Validators));
        Assert.Equal(["200", "200"], _answers[..2]);
    }

    [Fact]
    public async Task A_good_answer_that_fails_a_rule_gives_nothing_to_ask_by()
    {
        Serves("<p>one", "\"1\"");

        var state = await AWorker.CheckAsync(Origin.Url("/"), new WatchSettings { IncludeFilters = ["#missing"] }, Cancel);

        Assert.Equal((CheckFailure.FilterNotFound, null), (state.Failure, state.Validators));
    }

    [Fact]
    public async Task After_an_edit_the_page_itself_is_looked_at()
    {
        Serves("<p>one", "\"1\"");
        var (watch, _) = await CheckedOnceAsync();

        var edited = await Worker.Catalog.EditAsync(watch.Id, now => WatchDraft.From(now) with { Settings = now.Settings with { Headers = new Dictionary<string, string> { ["X-A"] = "b" } } }, Cancel);
        await Worker.CheckedAsync(watch, Cancel, times: 2);

        Assert.Null(edited!.State.Validators);
        Assert.Equal(["200", "200"], _answers[..2]);
    }

    [Fact]
    public async Task After_new_rules_of_the_installation_the_page_itself_is_looked_at()
    {
        Serves("<p>one", "\"1\"");
        var (watch, _) = await CheckedOnceAsync();

        await Worker.Settings.EditAsync(settings => settings with { GlobalIgnoreText = ["x"] }, Cancel);
        await Worker.CheckedAsync(watch, Cancel, times: 2);

        Assert.Equal(["200", "200"], _answers[..2]);
    }

    [Fact]
    public async Task After_new_headers_of_the_installation_the_page_itself_is_looked_at_once()
    {
        Serves("<p>one", "\"1\"");
        var (watch, _) = await CheckedOnceAsync();

        await Worker.Settings.EditAsync(settings => settings with { Headers = new Dictionary<string, string> { ["Cookie"] = "member=1" } }, Cancel);
        await Worker.CheckedAsync(watch, Cancel, times: 3);

        Assert.Equal(["200", "200", "304"], _answers[..3]);
    }

    [Fact]
    public async Task A_304_that_nobody_asked_for_is_an_error()
    {
        Origin.Says("/", "", status: 304);

        var state = await AWorker.CheckAsync(Origin.Url("/"), new WatchSettings(), Cancel);

        Assert.Equal((CheckFailure.HttpStatus, "Error - Request returned a HTTP error code 304"), (state.Failure, state.LastError));
    }

    private void Serves(string body, string tag) =>
        Origin.Answers("/", context =>
        {
            context.Response.Headers.ETag = tag;
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == tag ? 304 : 200;
            _answers.Add($"{context.Response.StatusCode}");
            if (context.Response.StatusCode == 304)
                return Task.CompletedTask;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(body);
        });

    private async Task<(Watch Watch, WatchState First)> CheckedOnceAsync()
    {
        var watch = await Worker.WatchAsync(Origin.Url("/"), Cancel, EachTenSeconds);
        await Worker.StartAsync(Cancel);
        return (watch, await Worker.CheckedAsync(watch, Cancel));
    }

    private bool AdvanceUntil(Func<bool> holds)
    {
        if (!holds())
            Worker.Clock.Advance(TimeSpan.FromSeconds(1));
        return holds();
    }

    // A check may have begun before the site broke.
    private async Task<WatchState> FailedAsync(Watch watch)
    {
        WatchState? state = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                Worker.Clock.Advance(TimeSpan.FromSeconds(1));
                state = await Worker.StateAsync(watch, Cancel);
                return state.Failure is not null;
            },
            Cancel);
        return state!;
    }
}
