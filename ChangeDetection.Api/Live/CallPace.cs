using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live;

/// <summary>
/// How fast one live connection may call. Who calls faster waits: its own calls queue up on its side of the line, and nobody else notices.
/// </summary>
internal sealed class CallPace(TimeProvider clock) : IHubFilter
{
    /// <summary>How many calls a second a connection gets for as long as it likes. A page that is scrolled makes ten.</summary>
    public const int PerSecond = 50;

    /// <summary>How many calls it may make at once after a rest.</summary>
    public const int AtOnce = 100;

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        context.Context.Items[typeof(CallPace)] = new Turns(clock);
        return next(context);
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var caller = invocationContext.Context;
        if (caller.Items[typeof(CallPace)] is Turns turns && turns.Take() is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, caller.ConnectionAborted);
        return await next(invocationContext);
    }

    // Each call moves the moment at which all calls so far are paid for; that far ahead it may be, no further.
    private sealed class Turns(TimeProvider clock)
    {
        private static readonly TimeSpan Cost = TimeSpan.FromSeconds(1) / PerSecond;

        private readonly Lock _gate = new();
        private readonly long _start = clock.GetTimestamp();
        private TimeSpan _paidAt;

        public TimeSpan Take()
        {
            lock (_gate)
            {
                var now = clock.GetElapsedTime(_start);
                _paidAt = (_paidAt > now ? _paidAt : now) + Cost;
                return _paidAt - now - (Cost * AtOnce);
            }
        }
    }
}
