using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ChangeDetection.Api.Live.Contract;
using ChangeDetection.Infrastructure.Events;
using ChangeDetection.Infrastructure.Storage.Live;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Live;

/// <summary>The store's changes for clients without a live connection: asked for one by one, or as server-sent events whose ids name the place to go on from.</summary>
internal sealed class EventStream(ChangeFeed feed, IFactChannel facts, IOptions<LiveOptions> options, TimeProvider clock)
{
    private const string Kind = "changes";

    /// <summary>The place that an event's id names; null when it is no such id.</summary>
    public static (string? Epoch, long Position)? Place(string? eventId) =>
        eventId?.Split('_') is [var epoch, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? (epoch, position) : null;

    /// <summary>What changed after a number; a client without an epoch that begins at 0 gets everything there is.</summary>
    public async Task<LiveChangesView> NextAsync(string? epoch, long after, CancellationToken cancellationToken)
    {
        var changes = await feed.ReadAsync(after, LiveHub.Limit, cancellationToken);
        return LiveChangesView.For(changes, epoch ?? changes.Epoch, after);
    }

    /// <summary>Changes from a number on, until the client goes; an empty one now and then shows that the line is open.</summary>
    public async IAsyncEnumerable<SseItem<LiveChangesView>> ReadAsync(string? epoch, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var bell = new SemaphoreSlim(0, 1);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = RingAsync(bell, over.Token);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var changes = await NextAsync(epoch, after, cancellationToken);
                yield return new SseItem<LiveChangesView>(changes, Kind) { EventId = string.Create(CultureInfo.InvariantCulture, $"{changes.Epoch}_{changes.To}") };
                (epoch, after) = (changes.Epoch, changes.To);
                if (changes.HasMore)
                    continue;
                await Task.Delay(options.Value.FlushEvery, clock, cancellationToken);
                await bell.WaitAsync(options.Value.PollEvery, cancellationToken);
            }
        }
        finally
        {
            await over.CancelAsync();
            await listening;
        }
    }

    private async Task RingAsync(SemaphoreSlim bell, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in facts.ListenAsync(cancellationToken))
            {
                if (bell.CurrentCount == 0)
                    bell.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client went.
        }
    }
}
