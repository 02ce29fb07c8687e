using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Backups;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Schema;
using ChangeDetection.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static ChangeDetection.Tests.Infrastructure.Storage.Backups.FilledStore;

namespace ChangeDetection.Tests.Infrastructure.Storage.Backups;

/// <summary>A backup has everything of one moment, and comes back as it was or not at all.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryDirectory _one = new();
    private readonly TemporaryDirectory _other = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Every_table_is_in_a_backup_or_left_out_with_a_reason()
    {
        await using var store = await AStore.OpenAsync(_one.Path, null, Cancel);
        await using var contexts = new StoreContextFactory(StoreLocation.From(null, _one.Path));
        await using var context = contexts.Create();

        var known = BackupTable.Of(context).Select(table => table.RowType).Concat(BackupTable.LeftOut.Keys);

        Assert.Equal(context.Model.GetEntityTypes().Select(type => type.ClrType.Name).Order(), known.Select(type => type.Name).Order());
    }

    [Fact]
    public async Task What_was_backed_up_comes_back_with_exact_totals_and_a_new_epoch()
    {
        await using var store = await OpenAsync(_one.Path, Cancel);
        await store.Catalog.SetPausedAsync((await store.Catalog.ListIdsAsync(Cancel))[0], true, Cancel);
        var said = await TellAsync(store, Cancel);
        await using var target = await AStore.OpenAsync(_other.Path, null, Cancel);
        var before = await target.Feed.ReadHeadAsync(Cancel);

        var report = await RestoreAsync(target, await BackupAsync(store, Cancel), RestoreMode.IntoEmpty, Cancel);

        Assert.Equal((3, 6, 0), (report.Watches, report.Versions, report.DamagedTexts));
        Assert.Equal(said, await TellAsync(target, Cancel));
        var after = await target.Feed.ReadHeadAsync(Cancel);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal(3, (await target.Feed.ReadAsync(0, 100, Cancel)).Updated.Count);
        Assert.Equal((3, 1, 3), (after.Totals.Watches, after.Totals.Paused, after.Totals.Unread));
        Assert.Equal(new ChangeDetection.Core.Live.LiveFact.StoreAdvanced(after.Revision), target.Announced.All[^1]);
    }

    [Fact]
    public async Task A_store_that_is_not_empty_is_replaced_only_when_told_to()
    {
        await using var store = await OpenAsync(_one.Path, Cancel);
        var backup = await BackupAsync(store, Cancel);
        var said = await TellAsync(store, Cancel);
        await using var target = await AStore.OpenAsync(_other.Path, null, Cancel);
        await target.WatchAsync("https://other.example/", Cancel);

        var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(target, backup, RestoreMode.IntoEmpty, Cancel));
        Assert.Contains("watches or groups already", refused.Message, StringComparison.Ordinal);
        Assert.Equal("https://other.example/", Assert.Single(await target.Catalog.ListAsync(Cancel)).Url);

        await RestoreAsync(target, backup, RestoreMode.ReplaceAll, Cancel);
        Assert.Equal(said, await TellAsync(target, Cancel));
    }

    [Fact]
    public async Task A_check_that_began_before_a_restore_stores_nothing_after_it()
    {
        await using var store = await OpenAsync(_one.Path, Cancel);
        var id = (await store.Catalog.ListIdsAsync(Cancel))[0];
        var backup = await BackupAsync(store, Cancel);
        var order = Assert.Single(await store.Ledger.RequestAsync([id], CheckPriority.Manual, Cancel));
        var lease = Assert.Single(await store.Ledger.TakeAsync([new Delivery(order, "1-1", false)], new WorkerId("slow"), Cancel));
        await RestoreAsync(store, backup, RestoreMode.ReplaceAll, Cancel);
        await store.Ledger.TakeAsync([new Delivery(Assert.Single(await store.Ledger.RequestAsync([id], CheckPriority.Manual, Cancel)), "1-2", false)], new WorkerId("new"), Cancel);

        var verdict = await store.Ledger.StoreAsync(
            new CheckReport(lease, new CheckOutcome.Changed("late", "late"), new PageFacts(), TimeSpan.FromSeconds(1), lease.StartedAt + TimeSpan.FromHours(3)), Cancel);

        Assert.Equal(CommitVerdict.Superseded, verdict);
        Assert.Equal(2, (await store.Archive.ListAsync(id, Cancel)).Count);
    }

    [Fact]
    public async Task A_backup_shows_one_moment_while_others_write()
    {
        await using var store = await AStore.OpenAsync(_one.Path, null, Cancel);
        var left = await store.WatchAsync("https://example.com/left", Cancel);
        var right = await store.WatchAsync("https://example.com/right", Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        // Two watches always have the same number of versions, or the left one has one more.
        var writing = Task.Run(async () =>
        {
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                await FindsAsync(store, left.Id, $"left {number}", Cancel);
                await FindsAsync(store, right.Id, $"right {number}", Cancel);
            }
        }, Cancel);

        for (var round = 0; round < 8; round++)
        {
            var backup = await BackupAsync(store, Cancel);
            using var directory = new TemporaryDirectory();
            await using var target = await AStore.OpenAsync(directory.Path, null, Cancel);
            await RestoreAsync(target, backup, RestoreMode.IntoEmpty, Cancel);
            var (lefts, rights) = ((await target.Archive.ListAsync(left.Id, Cancel)).Count, (await target.Archive.ListAsync(right.Id, Cancel)).Count);
            Assert.InRange(lefts - rights, 0, 1);
            Assert.Equal(lefts, (await target.Catalog.FindAsync(left.Id, Cancel))!.State.SnapshotCount);
            for (var number = 1; number <= lefts; number++)
                Assert.Equal($"left {number}", await target.Archive.ReadAsync(left.Id, number, Cancel));
        }

        await stop.CancelAsync();
        await writing;
    }

    [Theory]
    [InlineData("CREATE TRIGGER fails BEFORE INSERT ON snapshots WHEN NEW.number = 2 BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END")]
    [InlineData("CREATE TRIGGER fails BEFORE INSERT ON check_log BEGIN SELECT RAISE(ROLLBACK, 'the disk is gone'); END")]
    public async Task A_database_that_fails_half_way_is_as_it_was(string failure)
    {
        await using var store = await OpenAsync(_one.Path, Cancel);
        var backup = await BackupAsync(store, Cancel);
        await using var target = await OpenAsync(_other.Path, Cancel);
        await target.WatchAsync("https://other.example/", Cancel);
        var before = (await TellAsync(target, Cancel), await target.Feed.ReadHeadAsync(Cancel));
        await using (var connection = new SqliteConnection($"Data Source={_other.File("changedetection.db")}"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = failure;
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => RestoreAsync(target, backup, RestoreMode.ReplaceAll, Cancel));

        Assert.Equal(before, (await TellAsync(target, Cancel), await target.Feed.ReadHeadAsync(Cancel)));
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_of_a_restore_leaves_what_was_there()
    {
        await using var store = await OpenAsync(_one.Path, Cancel);
        using var backup = new MemoryStream(await BackupAsync(store, Cancel));
        await using var target = await AStore.OpenAsync(_other.Path, null, Cancel);
        await target.WatchAsync("https://other.example/", Cancel);
        var before = await TellAsync(target, Cancel);
        var killed = new List<TemporaryDirectory>();

        await target.Restore.RestoreAsync(backup, RestoreMode.ReplaceAll, new AsItHappens(_ => killed.Add(CopyOf(_other))), Cancel);
        killed.Add(CopyOf(_other));

        Assert.Equal(13, killed.Count);
        for (var moment = 0; moment < killed.Count; moment++)
        {
            await using (var found = await AStore.OpenAsync(killed[moment].Path, null, Cancel))
                Assert.Equal(moment < 12 ? before : await TellAsync(store, Cancel), await TellAsync(found, Cancel));
            killed[moment].Dispose();
        }
    }

    [Fact]
    public async Task The_folder_keeps_the_newest_and_removes_nothing_when_one_fails()
    {
        await using var store = await OpenAsync(_one.Path, Cancel);
        for (var number = 0; number < 12; number++)
            await store.Folder.MakeAsync(progress: null, Cancel);
        var kept = store.Folder.List();

        Assert.Equal(10, kept.Count);
        Assert.Equal(store.Clock.GetUtcNow() + TimeSpan.FromSeconds(11), kept[0].Moment);
        await using (var file = store.Folder.Open(kept[0].Name))
            Assert.Equal(3, (await store.Restore.VerifyAsync(file!, progress: null, Cancel)).Watches);
        Assert.Null(store.Folder.Open("../changedetection.db"));
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Folder.MakeAsync(progress: null, ended.Token));
        Assert.Equal(kept, store.Folder.List());
        Assert.Equal(10, Directory.GetFiles(store.Folder.Location).Length);
    }

    [Theory]
    [InlineData(null, null, "2026-11-23T00:00:00Z", false)]
    [InlineData("01:00:00", null, null, true)]
    [InlineData("01:00:00", null, "2026-11-23T11:00:01Z", false)]
    [InlineData("01:00:00", null, "2026-11-23T11:00:00Z", true)]
    [InlineData(null, "03:30", "2026-11-23T03:29:59Z", true)]
    [InlineData(null, "03:30", "2026-11-23T03:30:00Z", false)]
    [InlineData(null, "13:00", "2026-11-22T13:00:00Z", false)]
    [InlineData(null, "13:00", "2026-11-22T12:59:59Z", true)]
    public void A_backup_is_due_by_interval_or_time_of_day(string? interval, string? at, string? last, bool expected)
    {
        var options = new BackupOptions { Interval = interval is null ? null : TimeSpan.Parse(interval), DailyAt = at is null ? null : TimeOnly.Parse(at) };

        Assert.Equal(expected, BackupTimes.IsDue(options, last is null ? null : DateTimeOffset.Parse(last), new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
    }

    // What a killed process leaves is what its files are at the moment.
    private static TemporaryDirectory CopyOf(TemporaryDirectory directory)
    {
        var copy = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(directory.Path, "changedetection.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, copy.File(Path.GetFileName(file)));
        Directory.CreateDirectory(copy.File("keys"));
        foreach (var key in Directory.GetFiles(directory.File("keys")))
            File.Copy(key, Path.Combine(copy.File("keys"), Path.GetFileName(key)));
        return copy;
    }

    private sealed class AsItHappens(Action<BackupProgress> told) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value) => told(value);
    }
}
