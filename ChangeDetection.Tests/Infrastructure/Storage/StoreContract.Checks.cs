using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>What the store promises about wishes, leases and results.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task A_new_watch_is_due_at_once_and_offered_once()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);

        var orders = await Store.Ledger.OfferAsync(10, Cancel);
        var again = await Store.Ledger.OfferAsync(10, Cancel);

        Assert.Equal(watch.Id, Assert.Single(orders).WatchId);
        Assert.Empty(again);
        Assert.Equal(WatchActivity.Queued, (await Store.Catalog.FindAsync(watch.Id, Cancel))!.State.Activity);
    }

    [Fact]
    public async Task A_paused_watch_is_not_offered_but_checked_on_request()
    {
        var watch = await Store.Catalog.CreateAsync(new WatchDraft { Url = "https://example.com/", IsPaused = true }, Cancel);

        var due = await Store.Ledger.OfferAsync(10, Cancel);
        var requested = await Store.Ledger.RequestAsync([watch.Id], CheckPriority.Manual, Cancel);

        Assert.Empty(due);
        Assert.Equal(CheckPriority.Manual, Assert.Single(requested).Priority);
    }

    [Fact]
    public async Task A_request_overtakes_the_schedule_and_is_not_doubled()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var scheduled = Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));

        var manual = Assert.Single(await Store.Ledger.RequestAsync([watch.Id], CheckPriority.Manual, Cancel));
        var second = await Store.Ledger.RequestAsync([watch.Id], CheckPriority.Manual, Cancel);

        Assert.True(manual.Job > scheduled.Job);
        Assert.Empty(second);
        Assert.Empty(await LeaseAsync(scheduled, Worker));
        Assert.Single(await LeaseAsync(manual, Worker));
    }

    [Fact]
    public async Task A_leased_watch_is_leased_again_only_when_its_worker_is_dead()
    {
        await Store.WatchAsync("https://example.com/", Cancel);
        var order = Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));
        var lease = Assert.Single(await LeaseAsync(order, Worker));

        var doubled = await LeaseAsync(order, OtherWorker);
        var takenOver = await LeaseAsync(order, OtherWorker, isTakenOver: true);

        Assert.Empty(doubled);
        Assert.True(Assert.Single(takenOver).Fence > lease.Fence);
        Assert.Equal(CommitVerdict.Superseded, await CommitAsync(lease, Changed("late")));
        Assert.Equal(CommitVerdict.Stored, await CommitAsync(takenOver[0], Changed("in time")));
        Assert.Equal("in time", await Store.Archive.ReadAsync(lease.Watch.Id, 1, Cancel));
    }

    [Fact]
    public async Task A_result_that_is_told_twice_because_the_first_answer_was_lost_is_stored_once()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var lease = Assert.Single(await LeaseAsync(Assert.Single(await Store.Ledger.OfferAsync(10, Cancel)), Worker));

        Assert.Equal(CommitVerdict.Stored, await CommitAsync(lease, Changed("once")));
        Assert.Equal(CommitVerdict.Superseded, await CommitAsync(lease, Changed("once")));

        Assert.Single(await Store.Archive.ListAsync(watch.Id, Cancel));
        Assert.Equal(1, (await Store.Catalog.FindAsync(watch.Id, Cancel))!.State.CheckCount);
    }

    [Fact]
    public async Task The_first_version_is_no_change_and_the_second_is_unread_until_viewed()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);

        var first = await CheckAsync(watch.Id, Changed("one"));
        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await CheckAsync(watch.Id, Changed("two"));
        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        await Store.Catalog.MarkViewedAsync(watch.Id, Cancel);
        var viewed = await Store.Catalog.FindAsync(watch.Id, Cancel);

        Assert.False(first.IsUnread);
        Assert.Null(first.LastChangedAt);
        Assert.True(second.IsUnread);
        Assert.NotNull(second.LastChangedAt);
        Assert.False(viewed!.State.IsUnread);
        Assert.Equal(2, (await Store.Archive.ListAsync(watch.Id, Cancel)).Count);
    }

    [Fact]
    public async Task Versions_found_in_the_same_second_keep_distinct_rising_keys()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);

        foreach (var text in new[] { "a", "b", "c" })
            await CheckAsync(watch.Id, Changed(text));
        var taken = (await Store.Archive.ListAsync(watch.Id, Cancel)).Select(snapshot => snapshot.TakenAt.ToUnixTimeSeconds()).ToList();

        Assert.Equal([taken[0], taken[0] + 1, taken[0] + 2], taken);
    }

    [Fact]
    public async Task A_failed_check_keeps_the_baseline_and_a_good_one_clears_the_error()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        await CheckAsync(watch.Id, Changed("one"));

        var failed = await CheckAsync(watch.Id, new CheckOutcome.Failed(CheckFailure.HttpStatus, "Error - 404 (Page not found) received"));
        var good = await CheckAsync(watch.Id, new CheckOutcome.Unchanged("sum-one"));

        Assert.Equal(CheckFailure.HttpStatus, failed.Failure);
        Assert.Equal("sum-one", failed.PreviousChecksum);
        Assert.Null(good.LastError);
        Assert.Equal(3, good.CheckCount);
        Assert.Equal(1, good.SnapshotCount);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("pause")]
    [InlineData("delete")]
    public async Task What_a_person_does_wins_over_a_running_check(string deed)
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var order = Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));
        var lease = Assert.Single(await LeaseAsync(order, Worker));

        await (deed switch
        {
            "edit" => Store.Catalog.EditAsync(watch.Id, now => WatchDraft.From(now) with { Url = "https://example.org/" }, Cancel),
            "pause" => (Task)Store.Catalog.SetPausedAsync(watch.Id, true, Cancel),
            _ => Store.Catalog.DeleteAsync(watch.Id, Cancel),
        });
        var verdict = await CommitAsync(lease, Changed("late"));

        Assert.Equal(CommitVerdict.Superseded, verdict);
        Assert.Empty(await Store.Archive.ListAsync(watch.Id, Cancel));
        Assert.Equal(deed == "edit" ? 1 : 0, (await Store.Ledger.OfferAsync(10, Cancel)).Count);
    }

    [Fact]
    public async Task Leases_of_a_worker_that_is_gone_wait_again()
    {
        await Store.WatchAsync("https://example.com/", Cancel);
        var order = Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));
        var lease = Assert.Single(await LeaseAsync(order, Worker));

        var released = await Store.Ledger.ReleaseAllOfAsync([Worker.Value], Cancel);
        var waiting = await Store.Ledger.ListWaitingAsync(Store.Clock.GetUtcNow(), TimeSpan.Zero, 10, Cancel);

        Assert.Equal(1, released);
        Assert.Equal(order.Job, Assert.Single(waiting).Job);
        Assert.Equal(CommitVerdict.Superseded, await CommitAsync(lease, Changed("late")));
        Assert.Single(await LeaseAsync(order, OtherWorker));
    }

    [Fact]
    public async Task Words_of_a_page_that_no_database_can_hold_do_not_stop_its_check()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var half = "\ud83d";
        var order = Assert.Single(await Store.Ledger.OfferAsync(10, Cancel));
        var lease = Assert.Single(await LeaseAsync(order, Worker));
        var facts = new PageFacts { Title = $"nul \0 half {half}", ContentType = $"text/\0{half}", Server = $"\0{half}" };

        var verdict = await Store.Ledger.StoreAsync(
            new CheckReport(lease, new CheckOutcome.Changed($"nul \0 half {half}", "sum"), facts, TimeSpan.Zero, lease.StartedAt + TimeSpan.FromHours(3)), Cancel);
        var failed = await CheckAsync(watch.Id, new CheckOutcome.Failed(CheckFailure.Internal, $"nul \0 half {half}"));

        Assert.Equal(CommitVerdict.Stored, verdict);
        Assert.StartsWith("nul ", failed.PageTitle, StringComparison.Ordinal);
        Assert.StartsWith("nul ", failed.LastError, StringComparison.Ordinal);
        Assert.StartsWith("nul \0 half", await Store.Archive.ReadAsync(watch.Id, 1, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heartbeat_moves_and_a_lease_holder_that_never_beat_is_seen()
    {
        await Store.WatchAsync("https://example.com/", Cancel);
        await LeaseAsync(Assert.Single(await Store.Ledger.OfferAsync(10, Cancel)), OtherWorker);
        await Store.Heartbeats.BeatAsync(Worker, 10, Cancel);
        await Store.Heartbeats.BeatAsync(Worker, 10, Cancel);

        var beats = await Store.Heartbeats.ReadAsync(Cancel);

        Assert.Equal(2, beats[Worker.Value]);
        Assert.Equal(0, beats[OtherWorker.Value]);
    }
}
