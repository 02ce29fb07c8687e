using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using ChangeDetection.Core.Live;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ChangeDetection.Infrastructure.Storage.Writing;

/// <summary>
/// The only way to write to the store. Writes that arrive together share one transaction and so one flush to the disk;
/// each caller gets its answer after the commit, never before.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    private const int LargestGroup = 256;

    private readonly StoreContextFactory _contexts;
    private readonly IFactChannel _facts;
    private readonly TimeProvider _clock;
    private readonly ILogger<StoreWriter> _logger;
    private readonly Channel<StoreWrite> _waiting = Channel.CreateBounded<StoreWrite>(10_000);
    private readonly Task _loop;

    public StoreWriter(StoreContextFactory contexts, IFactChannel facts, TimeProvider clock, ILogger<StoreWriter> logger)
    {
        (_contexts, _facts, _clock, _logger) = (contexts, facts, clock, logger);
        _loop = Task.Run(() => RunAsync(CancellationToken.None));
    }

    /// <summary>Runs an operation inside a transaction and gives its result once that is committed. It may run twice, the first time in vain.</summary>
    public Task<T> WriteAsync<T>(Func<StoreTransaction, CancellationToken, Task<T>> operation, CancellationToken cancellationToken) =>
        EnqueueAsync(new LoneWrite<T>(operation, cancellationToken), cancellationToken);

    /// <summary>The same for what many ask for at once: those that share a transaction are done as one.</summary>
    public Task<T> WriteTogetherAsync<TItem, T>(CommonOperation<TItem, T> operation, TItem item, CancellationToken cancellationToken) =>
        EnqueueAsync(new CommonWrite<TItem, T>(operation, item), cancellationToken);

    /// <summary>Finishes what is waiting, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task<T> EnqueueAsync<T>(StoreWrite<T> write, CancellationToken cancellationToken)
    {
        await _waiting.Writer.WriteAsync(write, cancellationToken);
        return await write.Completion;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var group = new List<StoreWrite>(LargestGroup);
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            group.Clear();
            while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var write))
                group.Add(write);
            await CommitAsync(group, cancellationToken);
        }
    }

    private async Task CommitAsync(List<StoreWrite> group, CancellationToken cancellationToken)
    {
        if (group.Count > 1 && await TryAsync(group, giveUpOnFailure: false, cancellationToken))
            return;
        foreach (var write in group)
        {
            // Alone and twice: the first failure may be another process' conflicting commit.
            if (!await TryAsync([write], giveUpOnFailure: false, cancellationToken))
                await TryAsync([write], giveUpOnFailure: true, cancellationToken);
        }
    }

#pragma warning disable CA1031 // One turn of a loop that must outlive any single write: the failure goes to the caller who waits for it.
    private async Task<bool> TryAsync(List<StoreWrite> group, bool giveUpOnFailure, CancellationToken cancellationToken)
    {
        try
        {
            var revision = await TransactAsync(group, cancellationToken);
            foreach (var write in group)
                write.Succeed();
            if (revision is not null)
                await AnnounceAsync(group, revision.Value, cancellationToken);
            return true;
        }
        catch (Exception failure)
        {
            if (!giveUpOnFailure && IsWorthAnotherTry(failure, group.Count))
            {
                _logger.WriteRepeated(group.Count, failure);
                return false;
            }

            foreach (var write in group)
                write.Fail(failure);
            return true;
        }
    }
#pragma warning restore CA1031

    private async Task<long?> TransactAsync(List<StoreWrite> group, CancellationToken cancellationToken)
    {
        await using var context = _contexts.Create();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var storeTransaction = await StoreTransaction.BeginAsync(context, _clock.GetUtcNow(), cancellationToken);
        foreach (var alike in group.GroupBy(write => write.Kind).Select(kind => kind.ToList()))
        {
            await alike[0].RunAsync(storeTransaction, alike);
            await storeTransaction.SaveAsync(cancellationToken);
        }

        FaultPoint.Pass(FaultPoints.InTransaction, string.Join(' ', group));
        await transaction.CommitAsync(cancellationToken);
        FaultPoint.Pass(FaultPoints.AfterDatabaseCommit, string.Join(' ', group));
        return storeTransaction.Revision;
    }

    /// <summary>Tells of the whole group at once; each write's trace gets a span of it.</summary>
    private async Task AnnounceAsync(List<StoreWrite> group, long revision, CancellationToken cancellationToken)
    {
        var spans = group.Where(write => write.Trace != default)
            .Select(write => Telemetry.Source.StartActivity("watch.announce", ActivityKind.Producer, write.Trace)).ToList();
        await _facts.PublishAsync(new LiveFact.StoreAdvanced(revision), cancellationToken);
        spans.ForEach(span => span?.Dispose());
    }

    private static bool IsWorthAnotherTry(Exception failure, int groupSize) =>
        groupSize > 1 || failure is DbException or DbUpdateException;
}
