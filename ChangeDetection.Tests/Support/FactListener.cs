using ChangeDetection.Core.Live;
using ChangeDetection.Infrastructure.Events;

namespace ChangeDetection.Tests.Support;

/// <summary>Somebody who listens to a channel from now on and reads when the test says so.</summary>
internal sealed class FactListener : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<LiveFact> _facts;
    private Task<bool> _next;

    private FactListener(IFactChannel channel)
    {
        _facts = channel.ListenAsync(_stop.Token).GetAsyncEnumerator(_stop.Token);
        _next = _facts.MoveNextAsync().AsTask();
    }

    public static FactListener Start(IFactChannel channel) => new(channel);

    /// <summary>Reads so many facts.</summary>
    public async Task<IReadOnlyList<LiveFact>> HearAsync(int count, CancellationToken cancellationToken)
    {
        var heard = new List<LiveFact>(count);
        while (heard.Count < count && await _next.WaitAsync(Eventually.Limit, cancellationToken))
        {
            heard.Add(_facts.Current);
            _next = _facts.MoveNextAsync().AsTask();
        }

        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _facts.DisposeAsync();
        _stop.Dispose();
    }
}
