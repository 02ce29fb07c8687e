using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Politeness;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Checks;

/// <summary>
/// Whose turn it is at each host, over all workers. An order whose host has enough checks running leaves the queue and is parked in the store,
/// so that it delays nobody; it goes back into the queue, best priority first, when a check of its host ends.
/// </summary>
internal sealed class HostTurns
{
    private readonly StoreTransaction _transaction;
    private readonly GlobalSettings _settings;
    private readonly Dictionary<string, int> _inFlight;
    private readonly Dictionary<string, HostRow> _hosts;

    private HostTurns(StoreTransaction transaction, GlobalSettings settings, Dictionary<string, int> inFlight, Dictionary<string, HostRow> hosts) =>
        (_transaction, _settings, _inFlight, _hosts) = (transaction, settings, inFlight, hosts);

    public static async Task<HostTurns> ReadAsync(StoreTransaction transaction, string[] hosts, CancellationToken cancellationToken)
    {
        var settings = await transaction.ReadSettingsAsync(cancellationToken);
        var context = transaction.Context;
        var inFlight = await context.Queries.InFlight(context, hosts).CountBy(host => host).ToDictionaryAsync(cancellationToken: cancellationToken);
        var rows = await context.Queries.Hosts(context, hosts).ToDictionaryAsync(row => row.Host, cancellationToken: cancellationToken);
        return new HostTurns(transaction, settings, inFlight, rows);
    }

    /// <summary>Counts a check in, if the host takes one now.</summary>
    public bool TryEnter(string host)
    {
        if (FreePlaces(host) <= 0)
            return false;
        _inFlight[host] = _inFlight.GetValueOrDefault(host) + 1;
        if (HostLimits.Of(_settings, host).Gap is { Ticks: > 0 } gap)
            RowOf(host).GapUntil = _transaction.Now + (long)gap.TotalMilliseconds;
        return true;
    }

    /// <summary>Puts those parked orders of a host that may run now back among the waiting ones.</summary>
    public async Task<List<CheckWatch>> UnparkAsync(string host, CancellationToken cancellationToken)
    {
        var free = FreePlaces(host);
        if (free <= 0)
            return [];
        // With a gap between starts more than one would only come to be parked again.
        var most = HostLimits.Of(_settings, host).Gap > TimeSpan.Zero ? 1 : free;
        var parked = await _transaction.Context.Watches.Where(row => row.IsParked && row.Host == host)
            .OrderBy(row => row.Priority).ThenBy(row => row.QueuedAt).Take(most).Select(row => row.Id).ToArrayAsync(cancellationToken);
        var rows = await _transaction.LockWatchesAsync(parked, cancellationToken);
        return [.. rows.Where(row => row.IsParked).OrderBy(row => row.Priority).ThenBy(row => row.QueuedAt).Select(Unpark)];
    }

    /// <summary>Leaves a host alone because it asked for it.</summary>
    public static async Task HoldAsync(StoreTransaction transaction, string host, TimeSpan pause, CancellationToken cancellationToken)
    {
        if (host.Length == 0)
            return;
        var turns = await ReadAsync(transaction, [host], cancellationToken);
        var bounded = pause < HostLimits.LongestHold ? pause : HostLimits.LongestHold;
        turns.RowOf(host).HeldUntil = transaction.Now + (long)bounded.TotalMilliseconds;
    }

    private static CheckWatch Unpark(WatchRow row)
    {
        row.IsParked = false;
        // A number of its own: the order that led to the parking may still be on its way out of the queue.
        row.Job++;
        return new CheckWatch(new WatchId(row.Id), row.Job, (CheckPriority)row.Priority);
    }

    private int FreePlaces(string host)
    {
        if (_hosts.GetValueOrDefault(host) is { } row && (IsAhead(row.GapUntil, HostLimits.LongestGap) || IsAhead(row.HeldUntil, HostLimits.LongestHold)))
            return 0;
        return HostLimits.Of(_settings, host).MaxInFlight - _inFlight.GetValueOrDefault(host);
    }

    // Further ahead than anybody can set it means that the clock was put back.
    private bool IsAhead(long until, TimeSpan longest) => until > _transaction.Now && until <= _transaction.Now + (long)longest.TotalMilliseconds;

    private HostRow RowOf(string host)
    {
        if (_hosts.TryGetValue(host, out var row))
            return row;
        row = new HostRow { Host = host };
        _transaction.Context.Hosts.Add(row);
        return _hosts[host] = row;
    }
}
