using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChangeDetection.Tests.Worker.Checking;

/// <summary>From an order to a stored result, and what happens in between when something ends too early.</summary>
public sealed class CheckLoopTests : IAsyncLifetime
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

    [Fact]
    public async Task Done_is_said_to_the_queue_only_after_the_result_is_stored()
    {
        Origin.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        var storedWhenDone = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Queue.Completing = async _ => storedWhenDone.TrySetResult((await worker.StateAsync(watch, Cancel)).SnapshotCount);

        await worker.StartAsync(Cancel);

        Assert.Equal(1, await storedWhenDone.Task.WaitAsync(Eventually.Limit, Cancel));
        Assert.Equal("hello", (await worker.Archive.ReadAsync(watch.Id, 1, Cancel))!.Trim());
        Assert.Empty(worker.Troubles);
    }

    [Fact]
    public async Task A_check_that_outlives_the_patience_of_a_stop_is_handed_back()
    {
        Origin.SaysWhenOpened("/", "never");
        await using var worker = await AWorker.OpenAsync(Cancel, ("Check:StopPatience", "00:00:00"));
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        await worker.StopAsync(Cancel);

        Assert.Equal(WatchActivity.Queued, (await worker.StateAsync(watch, Cancel)).Activity);
        Assert.Equal(1, await worker.Queue.CountWaitingAsync(Cancel));
        Assert.Empty(worker.Troubles);
    }

    [Fact]
    public async Task A_check_that_ends_in_time_is_stored_although_the_worker_stops()
    {
        var gate = Origin.SaysWhenOpened("/", "<p>just in time</p>");
        await using var worker = await AWorker.OpenAsync(Cancel, ("Check:StopPatience", "00:10:00"));
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        var stopping = worker.StopAsync(Cancel);
        gate.SetResult();
        await stopping;

        var state = await worker.StateAsync(watch, Cancel);
        Assert.Equal((1, WatchActivity.Idle), (state.SnapshotCount, state.Activity));
        Assert.Equal(0, await worker.Queue.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task No_more_checks_run_at_once_than_allowed_and_all_come_to_their_turn()
    {
        var running = 0;
        var most = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Origin.Answers("/", async context =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await gate.Task.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref running);
        });
        await using var worker = await AWorker.OpenAsync(Cancel, ("FETCH_WORKERS", "3"));
        var watches = new List<Watch>();
        for (var number = 0; number < 9; number++)
            watches.Add(await worker.WatchAsync(Origin.Url("/"), Cancel));
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(async () => Volatile.Read(ref running) == 3 && await worker.Queue.CountWaitingAsync(Cancel) == 6, Cancel);

        gate.SetResult();
        foreach (var watch in watches)
            await worker.CheckedAsync(watch, Cancel);

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task What_was_found_under_old_settings_is_dropped_and_the_new_ones_are_checked_at_once()
    {
        var gate = Origin.SaysWhenOpened("/old", "<p>old</p>");
        Origin.Says("/new", "<p>new</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/old"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        await worker.Catalog.EditAsync(watch.Id, now => WatchDraft.From(now) with { Url = Origin.Url("/new") }, Cancel);
        gate.SetResult();
        var state = await worker.CheckedAsync(watch, Cancel);

        Assert.Equal((1, 1), (state.CheckCount, state.SnapshotCount));
        Assert.Equal("new", (await worker.Archive.ReadAsync(watch.Id, 1, Cancel))!.Trim());
    }

    [Fact]
    public async Task A_check_ends_at_its_deadline_with_a_name()
    {
        Origin.SaysWhenOpened("/", "never");
        await using var worker = await AWorker.OpenAsync(Cancel, ("Fetch:Timeout", "00:30:00"), ("Check:Deadline", "00:00:20"));
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        var state = await worker.CheckedAsync(watch, Cancel);

        Assert.Equal(CheckFailure.TimedOut, state.Failure);
        Assert.Contains("20 seconds", state.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_away_is_said_once_and_asked_again()
    {
        Origin.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        worker.Queue.Trouble = () => new QueueUnavailableException("away");
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Advances(worker) && worker.Queue.Takes >= 3, Cancel);

        worker.Queue.Trouble = () => null;
        await worker.CheckedAsync(watch, Cancel);

        Assert.Single(worker.Troubles, record => record.Category!.EndsWith("OrderSource", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Checks_go_on_while_the_queue_is_away()
    {
        Origin.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        worker.Queue.Trouble = () => new QueueUnavailableException("away");
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);

        await worker.CheckedAsync(watch, Cancel);
    }

    [Fact]
    public async Task A_turn_that_breaks_is_not_the_last()
    {
        Origin.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        worker.Queue.Trouble = () => new InvalidOperationException("broken");
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Advances(worker) && worker.Queue.Takes >= 3, Cancel);

        worker.Queue.Trouble = () => null;
        await worker.CheckedAsync(watch, Cancel);

        Assert.Contains(worker.Troubles, record => record.Level == LogLevel.Error);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("""{"method":17}""")]
    [InlineData("""{"headers":null}""")]
    [InlineData("""{"time_between_check":{"hours":"many"}}""")]
    public async Task A_damaged_row_fails_alone_with_a_reason_and_stops_nobody_else(string settings)
    {
        Origin.Says("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var damaged = await worker.WatchAsync(Origin.Url("/"), Cancel);
        var good = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await DamageAsync(worker, damaged, settings);

        await worker.StartAsync(Cancel);
        var state = await worker.CheckedAsync(good, Cancel);
        var bad = await worker.CheckedAsync(damaged, Cancel);

        Assert.Null(state.Failure);
        Assert.Equal(CheckFailure.Internal, bad.Failure);
        Assert.Contains("damaged", bad.LastError, StringComparison.Ordinal);
        Assert.Equal(2, (await worker.Catalog.ListAsync(Cancel)).Count);
        Assert.Single(Origin.Requests);
    }

    [Fact]
    public async Task A_check_that_could_be_neither_stored_nor_handed_back_is_made_up_when_the_store_is_back()
    {
        var gate = Origin.SaysWhenOpened("/", "<p>hello</p>");
        await using var worker = await AWorker.OpenAsync(Cancel);
        var watch = await worker.WatchAsync(Origin.Url("/"), Cancel);
        await worker.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Origin.Requests.Count == 1, Cancel);

        await ExecuteAsync(worker, "CREATE TRIGGER away BEFORE UPDATE ON watches BEGIN SELECT RAISE(ABORT, 'away'); END");
        gate.SetResult();
        await Eventually.HoldsAsync(() => Advances(worker) && worker.Troubles.Any(trouble => trouble.Message.Contains("HandBackAsync", StringComparison.Ordinal)), Cancel);
        await ExecuteAsync(worker, "DROP TRIGGER away");

        Assert.Equal(1, (await worker.CheckedAsync(watch, Cancel)).SnapshotCount);
    }

    private static async Task ExecuteAsync(AWorker worker, string command)
    {
        await using var connection = new SqliteConnection($"Data Source={worker.DatabaseFile}");
        await connection.OpenAsync(Cancel);
        await using var statement = connection.CreateCommand();
        statement.CommandText = command;
        await statement.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task DamageAsync(AWorker worker, Watch watch, string settings)
    {
        await using var connection = new SqliteConnection($"Data Source={worker.DatabaseFile}");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE watches SET settings = $settings WHERE created_at = (SELECT MIN(created_at) FROM watches) AND rowid = (SELECT MIN(rowid) FROM watches)";
        command.Parameters.AddWithValue("$settings", settings);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        Assert.NotNull((await worker.Catalog.FindAsync(watch.Id, Cancel))!.SettingsProblem);
    }

    private static bool Advances(AWorker worker)
    {
        worker.Clock.Advance(TimeSpan.FromSeconds(1));
        return true;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        var seen = Volatile.Read(ref most);
        while (value > seen)
            seen = Interlocked.CompareExchange(ref most, value, seen);
    }
}
