using System.Collections.Concurrent;
using System.Diagnostics;
using ChangeDetection.Core.Checks;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace ChangeDetection.Tests.Infrastructure.Storage;

/// <summary>Nothing that happens for each check looks at all watches: the database itself says how it would run each statement.</summary>
[Collection(Alone.Name)]
public sealed class QueryPlanTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentBag<(string Text, string[] Parameters)> _statements = [];
    private readonly List<IDisposable> _listening = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_life_of_a_check_never_scans_the_watches()
    {
        // Ahead of the store: for a second it takes for granted that nobody listens.
        _listening.Add(DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(Listen)));
        await using var store = await AStore.OpenAsync(_directory.Path, null, Cancel);
        var watch = await store.WatchAsync("https://example.com/", Cancel);
        await store.WatchAsync("https://example.com/other", Cancel);
        _statements.Clear();

        for (var turn = 0; turn < 2; turn++)
        {
            store.Clock.Advance(TimeSpan.FromHours(4));
            await store.Ledger.LookAsync(1, store.Clock.GetUtcNow(), Cancel);
            var orders = await store.Ledger.OfferAsync(10, Cancel);
            Assert.Equal(2, orders.Count);
            var leases = await store.Ledger.TakeAsync([.. orders.Select(order => new Delivery(order, "1-1", false))], new WorkerId("w"), Cancel);
            foreach (var lease in leases)
                await store.Ledger.StoreAsync(new CheckReport(lease, new CheckOutcome.Changed($"text {turn}", $"{turn}"), new PageFacts(), TimeSpan.Zero, store.Clock.GetUtcNow().AddHours(1)), Cancel);
            await store.Ledger.UnparkAsync(Cancel);
            await store.Ledger.RequestAsync([watch.Id], CheckPriority.Manual, Cancel);
            await store.Ledger.CancelAsync(watch.Id, Cancel);
            await store.Feed.ReadAsync((await store.Feed.ReadPositionAsync(Cancel)).Revision - 3, 100, Cancel);
            await store.Queue.ListWaitingAsync(0, 10, Cancel);
            await store.Queue.ListRunningAsync(Cancel);
            await store.Catalog.SetMutedAsync(watch.Id, turn == 0, Cancel);
            await store.Catalog.PageAsync(null, 1, Cancel);
        }

        var plans = _statements.DistinctBy(statement => statement.Text).Select(statement => (statement.Text, Plan: PlanOf(statement.Text, statement.Parameters))).ToList();
        Assert.True(plans.Count > 20, $"Only {plans.Count} statements were seen.");
        Assert.All(plans, plan => Assert.False(plan.Plan.Any(IsScan), $"{string.Join(" | ", plan.Plan)}\n{plan.Text}"));
    }

    public ValueTask DisposeAsync()
    {
        _listening.ForEach(one => one.Dispose());
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    // A small partial index may be read from end to end; the table, or an index of all its rows, may not.
    private static bool IsScan(string step) =>
        step.StartsWith("SCAN w", StringComparison.Ordinal) && !step.Contains("INDEX ix_watches_", StringComparison.Ordinal) && !step.Contains("IX_watches_created_at_id", StringComparison.Ordinal);

    private void Listen(DiagnosticListener listener)
    {
        if (listener.Name != "Microsoft.EntityFrameworkCore")
            return;
        _listening.Add(listener.Subscribe(new Observer<KeyValuePair<string, object?>>(told =>
        {
            if (told.Value is CommandExecutedEventData { Command: SqliteCommand command })
                _statements.Add((command.CommandText, [.. command.Parameters.Cast<SqliteParameter>().Select(parameter => parameter.ParameterName)]));
        })));
    }

    private List<string> PlanOf(string text, string[] parameters)
    {
        var plan = new List<string>();
        using var connection = new SqliteConnection($"Data Source={_directory.File("changedetection.db")};Pooling=False");
        connection.Open();
        foreach (var statement in text.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(IsPlanned))
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is the product's own, as it was just run.
            command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
#pragma warning restore CA2100
            foreach (var name in parameters)
                command.Parameters.AddWithValue(name, 1);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                plan.Add(reader.GetString(3));
        }

        return plan;
    }

    private static bool IsPlanned(string statement) =>
        new[] { "SELECT", "UPDATE", "DELETE", "INSERT" }.Any(word => statement.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private sealed class Observer<T>(Action<T> next) : IObserver<T>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(T value) => next(value);
    }
}
