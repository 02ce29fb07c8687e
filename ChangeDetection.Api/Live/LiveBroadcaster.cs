using System.Collections.Concurrent;
using ChangeDetection.Api.Live.Following;
using ChangeDetection.Core.Listing;
using ChangeDetection.Core.Live;
using ChangeDetection.Core.Watches;
using ChangeDetection.Infrastructure.Events;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Live;

/// <summary>The pulse of the live view: gathers facts, brings the index up to date, and has every connection told. Its cost does not grow with the number of watches.</summary>
internal sealed class LiveBroadcaster(
    IFactChannel facts,
    IndexFeed feed,
    WatchIndex index,
    LiveConnections connections,
    LiveSurroundings surroundings,
    IOptions<LiveOptions> options,
    TimeProvider clock,
    ILogger<LiveBroadcaster> logger)
    : BackgroundService
{
    private readonly ConcurrentDictionary<WatchId, string> _statuses = [];
    private readonly SemaphoreSlim _bell = new(0, 1);
    private long _learnedAt;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LearnAsync(cancellationToken);
        // All watches are read once the server answers; whoever asks for a list before that waits for it.
        Ring();
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
                // The store is away: those who are connected shall know that we are not.
                connections.Pump(connections.Look());
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
        await feed.CatchUpAsync(cancellationToken);
        if (clock.GetElapsedTime(_learnedAt) > options.Value.PollEvery)
            await LearnAsync(cancellationToken);
        var notes = new Dictionary<WatchId, string>();
        foreach (var watch in _statuses.Keys)
        {
            if (_statuses.TryRemove(watch, out var status))
                notes[watch] = status;
        }

        connections.Pump(new LiveRound(index, surroundings, notes));
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        await surroundings.LearnAsync(cancellationToken);
        _learnedAt = clock.GetTimestamp();
    }
}
