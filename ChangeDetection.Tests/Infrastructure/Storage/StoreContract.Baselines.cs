using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;
using ChangeDetection.Core.Restock;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>What the store remembers from one check for the next.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task What_the_engine_wants_remembered_is_there_at_the_next_check()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var offer = new Offer(12.50m, "EUR", "InStock", true) { ReferencePrice = 13m };

        var state = await CheckAsync(watch.Id, new PageVerdict(Changed("one"), "Title") { RawChecksum = "raw", RulesFingerprint = "rules", Offer = offer });

        Assert.Equal(
            new CheckBaseline { PreviousChecksum = "sum-one", RawChecksum = "raw", RulesFingerprint = "rules", WasSuccess = true, Offer = offer },
            state.ToBaseline());
    }

    [Fact]
    public async Task After_a_failure_the_same_bytes_are_judged_again()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        await CheckAsync(watch.Id, new PageVerdict(Changed("one"), null) { RawChecksum = "raw", RulesFingerprint = "rules" });

        var failed = await CheckAsync(watch.Id, new PageVerdict(new CheckOutcome.Failed(CheckFailure.FilterNotFound, "gone"), null) { RawChecksum = "raw-2", RulesFingerprint = "rules" });
        var unreachable = await CheckAsync(watch.Id, new CheckOutcome.Failed(CheckFailure.ConnectionFailed, "away"));

        Assert.False(failed.ToBaseline().WasSuccess);
        Assert.Null(unreachable.RawChecksum);
        Assert.Equal("sum-one", unreachable.PreviousChecksum);
    }

    [Fact]
    public async Task A_blocked_page_is_a_version_only_when_it_is_the_first_and_never_a_baseline()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var blocked = new CheckOutcome.Blocked(BlockingRule.TriggerText, "None of the trigger texts is in the page.") { Text = "closed" };

        var first = await CheckAsync(watch.Id, blocked);
        var second = await CheckAsync(watch.Id, blocked with { Text = "still closed" });
        var open = await CheckAsync(watch.Id, Changed("open"));

        Assert.Equal((1, 1, 2), (first.SnapshotCount, second.SnapshotCount, open.SnapshotCount));
        Assert.Null(second.PreviousChecksum);
        Assert.Equal(BlockingRule.TriggerText, second.BlockedBy);
        Assert.Equal("None of the trigger texts is in the page.", second.BlockedReason);
        Assert.False(second.ToBaseline().WasSuccess);
        Assert.Null(open.BlockedBy);
        Assert.Null(open.BlockedReason);
        Assert.Equal("closed", await Store.Archive.ReadAsync(watch.Id, 1, Cancel));
    }

    [Fact]
    public async Task A_blocked_page_clears_an_error_before_it()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        await CheckAsync(watch.Id, new CheckOutcome.Failed(CheckFailure.TimedOut, "slow"));

        var blocked = await CheckAsync(watch.Id, new CheckOutcome.Blocked(BlockingRule.Conditions, "Not now.") { Text = "text" });

        Assert.Null(blocked.LastError);
        Assert.Equal(0, (await Store.Feed.ReadTotalsAsync(Cancel)).Errors);
    }

    [Fact]
    public async Task Rules_look_back_on_versions_newest_first_on_prices_and_on_the_text_last_seen()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var start = Store.Clock.GetUtcNow();
        await CheckAsync(watch.Id, new PageVerdict(Changed("one"), null) { Offer = new Offer(10m, "EUR", null, true), SeenText = "seen one" });
        Store.Clock.Advance(TimeSpan.FromDays(1));
        await CheckAsync(watch.Id, new PageVerdict(Changed("two"), null) { Offer = new Offer(8.25m, "EUR", null, true), SeenText = "seen two" });
        var history = Store.Archive.HistoryOf(watch.Id);

        Assert.Equal("two", history.NewestText());
        Assert.Equal(["two", "one"], history.Texts());
        Assert.Equal("seen two", history.LastSeenText());
        Assert.Equal([10m, 8.25m], history.PricesSince(start).Select(point => point.Price).OrderDescending());
        Assert.Equal(8.25m, Assert.Single(history.PricesSince(start.AddHours(12))).Price);
    }

    [Fact]
    public async Task A_watch_without_versions_has_no_history_and_a_deleted_one_leaves_none()
    {
        var watch = await Store.WatchAsync("https://example.com/", Cancel);
        var history = Store.Archive.HistoryOf(watch.Id);
        Assert.Null(history.NewestText());
        Assert.Null(history.LastSeenText());
        await CheckAsync(watch.Id, new PageVerdict(Changed("one"), null) { SeenText = "one" });

        await Store.Catalog.DeleteAsync(watch.Id, Cancel);

        Assert.Null(history.LastSeenText());
        Assert.Empty(history.Texts());
    }
}
