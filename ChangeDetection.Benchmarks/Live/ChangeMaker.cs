using System.Diagnostics;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Queueing;
using ChangeDetection.Infrastructure.Storage.Checks;
using ChangeDetection.Infrastructure.Storage.Live;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeDetection.Benchmarks.Live;

/// <summary>
/// Changes pages as workers do: asks for a check, takes it, commits a new version; only the fetching is left out. So each change moves a row three times.
/// Every second change is at the top of the list, where most people look; elsewhere it would be seen by nobody, and nothing would be measured.
/// </summary>
internal sealed class ChangeMaker(IServiceProvider services, IReadOnlyList<WatchId> watches, CommitTimes commits)
{
    private const int Batches = 10;
    private const int MostAtOnce = 8;
    private const int Top = 60;

    private readonly CheckLedger _ledger = services.GetRequiredService<CheckLedger>();
    private readonly ChangeFeed _feed = services.GetRequiredService<ChangeFeed>();
    private readonly WorkerId _worker = new("load");
    private int _count;

    public int Count => _count;

    public long LastNumber { get; private set; }

    public async Task RunAsync(int perSecond, CancellationToken cancellationToken)
    {
        var (dice, clock) = (new Random(2), Stopwatch.StartNew());
        var running = new List<Task>();
        try
        {
            for (var batch = 1; !cancellationToken.IsCancellationRequested; batch++)
            {
                var ids = Enumerable.Range(0, perSecond / Batches).Select(number => Pick(dice, number)).Distinct().ToList();
                running.RemoveAll(change => change.IsCompleted);
                if (running.Count == MostAtOnce)
                    await Task.WhenAny(running);
                running.Add(ChangeAsync(ids, cancellationToken));
                var wait = TimeSpan.FromSeconds(batch / (double)Batches) - clock.Elapsed;
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Enough.
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        LastNumber = (await _feed.ReadPositionAsync(CancellationToken.None)).Revision;
    }

    // The newest watch is at the top.
    private WatchId Pick(Random dice, int number) => watches[^(1 + dice.Next(number % 2 == 0 ? Math.Min(Top, watches.Count) : watches.Count))];

    private async Task ChangeAsync(List<WatchId> ids, CancellationToken cancellationToken)
    {
        var orders = await _ledger.RequestAsync(ids, CheckPriority.Manual, cancellationToken);
        await NoteAsync(cancellationToken);
        var (leases, _) = await _ledger.LeaseAsync([.. orders.Select(order => new Delivery(order, "1-1", false))], _worker, cancellationToken);
        await NoteAsync(cancellationToken);
        await Task.WhenAll(leases.Select(lease => _ledger.CommitAsync(ReportOf(lease), cancellationToken)));
        await NoteAsync(cancellationToken);
        Interlocked.Add(ref _count, leases.Count);
    }

    // The moment before the look: never later than the commit that it finds plus the look itself.
    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        var at = Stopwatch.GetTimestamp();
        commits.Note((await _feed.ReadPositionAsync(cancellationToken)).Revision, at);
    }

    private CheckReport ReportOf(CheckLease lease)
    {
        var text = $"version {Count} of {lease.Watch.Url}";
        return new CheckReport(lease, new CheckOutcome.Changed(text, text), new PageFacts(), TimeSpan.FromMilliseconds(50), lease.StartedAt + TimeSpan.FromHours(3));
    }
}
