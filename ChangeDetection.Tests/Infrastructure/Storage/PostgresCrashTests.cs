using System.Collections.Concurrent;
using System.Data.Common;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using Npgsql;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>A database server that crashes is a pause, not damage (I-01, I-13).</summary>
public sealed class PostgresCrashTests(PostgresCluster shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_survives_crashes_of_the_server_and_work_goes_on_without_a_restart()
    {
        await using var cluster = new PostgresCluster();
        using var directory = new TemporaryDirectory();
        await using var store = await AStore.OpenAsync(directory.Path, await cluster.MakeDatabaseAsync(Cancel), Cancel);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var acknowledged = new ConcurrentBag<WatchId>();
        var writers = Enumerable.Range(0, 4).Select(_ => WriteAsync(store, acknowledged, enough.Token)).ToList();

        for (var crash = 0; crash < 3; crash++)
        {
            var before = acknowledged.Count;
            await Eventually.HoldsAsync(() => acknowledged.Count > before + 20, Cancel);
            await cluster.CrashAsync(Cancel);
            await cluster.RestartAsync(Cancel);
        }

        var last = acknowledged.Count;
        await Eventually.HoldsAsync(() => acknowledged.Count > last, Cancel);
        await enough.CancelAsync();
        await Task.WhenAll(writers);
        var stored = (await store.Catalog.ListAsync(Cancel)).Select(watch => watch.Id).ToHashSet();

        Assert.Empty(acknowledged.Except(stored));
        Assert.Equal(stored.Count, (await store.Feed.ReadTotalsAsync(Cancel)).Watches);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_repeated()
    {
        var server = new NpgsqlConnectionStringBuilder(await shared.MakeDatabaseAsync(Cancel));
        await using var line = new ForgetfulLine(server.Port);
        server.Port = line.Port;
        using var directory = new TemporaryDirectory();
        await using var store = await AStore.OpenAsync(directory.Path, server.ToString(), Cancel);

        line.LoseNextAnswerToACommit();
        var watch = await store.WatchAsync("https://example.com/", Cancel);

        Assert.False(line.LosesNext);
        Assert.Equal(watch.Id, Assert.Single(await store.Catalog.ListAsync(Cancel)).Id);
        var order = Assert.Single(await store.Ledger.OfferAsync(10, Cancel));
        var lease = Assert.Single(await store.Ledger.TakeAsync([new Delivery(order, "1", IsTakenOver: false)], new WorkerId("worker"), Cancel));

        line.LoseNextAnswerToACommit();
        await store.Ledger.CommitAsync(new CheckReport(lease, new CheckOutcome.Changed("text", "sum"), new PageFacts(), TimeSpan.Zero, lease.StartedAt.AddHours(3)), Cancel);

        Assert.False(line.LosesNext);
        Assert.Single(await store.Archive.ListAsync(watch.Id, Cancel));
        Assert.Equal(1, (await store.Catalog.FindAsync(watch.Id, Cancel))!.State.CheckCount);
    }

    private static async Task WriteAsync(AStore store, ConcurrentBag<WatchId> acknowledged, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                acknowledged.Add((await store.WatchAsync("https://example.com/", cancellationToken)).Id);
            }
            catch (Exception failure) when (failure is DbException or InvalidOperationException or OperationCanceledException or Microsoft.EntityFrameworkCore.DbUpdateException)
            {
                // Not acknowledged, so nothing is promised.
            }
        }
    }
}
