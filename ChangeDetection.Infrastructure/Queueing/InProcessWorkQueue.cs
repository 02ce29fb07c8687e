using System.Globalization;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Watches;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>The queue of a single process. It dies with the process, and the store offers its orders again.</summary>
internal sealed class InProcessWorkQueue : IWorkQueue
{
    private readonly Lock _gate = new();
    private readonly Bell _bell = new();
    private readonly LinkedList<Entry>[] _lines = [.. Enumerable.Range(0, WaitingLines.Count).Select(_ => new LinkedList<Entry>())];
    private readonly Dictionary<WatchId, Entry> _newest = [];
    private readonly Dictionary<string, Entry> _delivered = [];
    private long _lastEntry;

    /// <inheritdoc/>
    public Task<int> EnqueueAsync(IReadOnlyCollection<CheckWatch> orders, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var added = 0;
        lock (_gate)
        {
            foreach (var order in orders)
            {
                added += TryAdd(order) ? 1 : 0;
            }
        }

        if (added > 0)
        {
            _bell.Ring();
        }

        return Task.FromResult(added);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Delivery>> DequeueAsync(int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ring = _bell.NextRing;
            var taken = Take(most);
            if (taken.Count > 0)
            {
                return taken;
            }

            await ring.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task CompleteAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var delivery in deliveries)
            {
                if (_delivered.Remove(delivery.EntryId, out var entry) && IsNewest(entry))
                {
                    _newest.Remove(entry.Order.WatchId);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReturnAsync(IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var delivery in deliveries)
            {
                if (_delivered.Remove(delivery.EntryId, out var entry) && IsNewest(entry))
                {
                    Append(entry.Order, WaitingLines.OfReturned(entry.Order.Priority));
                }
            }
        }

        _bell.Ring();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long> CountWaitingAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_lines.Sum(line => (long)line.Count));
        }
    }

    private bool TryAdd(CheckWatch order)
    {
        if (_newest.TryGetValue(order.WatchId, out var present))
        {
            if (present.Order.Job >= order.Job)
            {
                return false;
            }

            present.Place?.List?.Remove(present.Place);
        }

        Append(order, WaitingLines.Of(order.Priority));
        return true;
    }

    private void Append(CheckWatch order, int line)
    {
        var entry = new Entry(order, (++_lastEntry).ToString(CultureInfo.InvariantCulture));
        entry.Place = _lines[line].AddLast(entry);
        _newest[order.WatchId] = entry;
    }

    private List<Delivery> Take(int most)
    {
        var taken = new List<Delivery>();
        lock (_gate)
        {
            foreach (var line in _lines)
            {
                while (taken.Count < most && line.First is { } first)
                {
                    line.RemoveFirst();
                    _delivered.Add(first.Value.Id, first.Value);
                    taken.Add(new Delivery(first.Value.Order, first.Value.Id, IsTakenOver: false));
                }
            }
        }

        return taken;
    }

    private bool IsNewest(Entry entry) =>
        _newest.TryGetValue(entry.Order.WatchId, out var newest) && ReferenceEquals(newest, entry);

    private sealed class Entry(CheckWatch order, string id)
    {
        public CheckWatch Order => order;

        public string Id => id;

        public LinkedListNode<Entry>? Place { get; set; }
    }
}
