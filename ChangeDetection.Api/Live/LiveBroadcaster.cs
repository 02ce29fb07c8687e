using System.Collections.Concurrent;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Storage.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Live;

/// <summary>The only sender of rows: gathers facts, reads once what changed since its last number, and tells all followers. Its cost does not grow with the number of watches.</summary>
internal sealed class LiveBroadcaster(
    IFactChannel facts, ChangeFeed feed, IHubContext<LiveHub, IWatchClient> hub, IOptions<LiveOptions> options, TimeProvider clock, ILogger<LiveBroadcaster> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<WatchId, string> _statuses = [];
    private readonly SemaphoreSlim _bell = new(0, 1);
    private long _position;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first page can follow: what happens after its number must be told, so the sequence is joined first.
        _position = (await feed.ReadPositionAsync(cancellationToken)).Revision;
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var listening = ListenAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
#pragma warning disable CA1031 // One turn of a hosted loop: a failed turn is logged and must not end the loop.
            try
            {
                await _bell.WaitAsync(options.Value.PollEvery, stoppingToken);
                await FlushAsync(stoppingToken);
                await Task.Delay(options.Value.FlushEvery, clock, stoppingToken);
            }
            catch (Exception failure)
            {
                if (stoppingToken.IsCancellationRequested)
                    break;
                logger.BroadcastFailed(failure);
                await Task.Delay(options.Value.PollEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
#pragma warning restore CA1031
        }

        await listening;
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var fact in facts.ListenAsync(cancellationToken))
            {
                if (fact is LiveFact.StatusNoted noted)
                    _statuses[noted.WatchId] = noted.Status;
                Ring();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Ring()
    {
        try
        {
            _bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var followers = hub.Clients.Group(LiveHub.List);
        LiveChanges changes;
        do
        {
            changes = await feed.ReadAsync(_position, LiveHub.Limit, cancellationToken);
            if (changes.To != _position)
                await followers.WatchesChanged(LiveChangesView.Of(changes));
            _position = changes.To;
        }
        while (changes.HasMore);
        foreach (var watch in _statuses.Keys)
        {
            if (_statuses.TryRemove(watch, out var status))
                await followers.StatusNoted(watch.ToString(), status);
        }
    }
}
