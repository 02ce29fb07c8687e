using Microsoft.AspNetCore.SignalR;

namespace ChangeDetection.Api.Live.Following;

/// <summary>
/// One thing a connection follows. At most one message is on its way at a time, and the next is made from what is true then: a slow client gets
/// fewer and larger steps, is never waited for, and has no queue.
/// </summary>
internal abstract class Follower(HubConnectionContext connection, TimeProvider clock)
{
    private static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(60);

    private int _isBusy;
    private int _isWanted;

    // When the message on its way was handed over; 0 while none is.
    private long _sentAt;

    protected HubConnectionContext Connection => connection;

    protected TimeProvider Clock => clock;

    /// <summary>Sends what is new, unless a message is on its way; then that is looked at afterwards. Never waits.</summary>
    public void Pump(LiveRound round)
    {
        Volatile.Write(ref _isWanted, 1);
        if (Interlocked.CompareExchange(ref _isBusy, 1, 0) == 0)
            _ = SendAllAsync(round, connection.ConnectionAborted);
        else if (Volatile.Read(ref _sentAt) is not 0 and var sentAt && clock.GetElapsedTime(sentAt) > LongestSend)
            connection.Abort();
    }

    /// <summary>Makes the next message; null when there is nothing to say.</summary>
    protected abstract ValueTask<SerializedHubMessage?> NextAsync(LiveRound round, CancellationToken cancellationToken);

    /// <summary>What a failed turn means; the next turn tries again.</summary>
    protected abstract void Failed(Exception failure);

    private async Task SendAllAsync(LiveRound round, CancellationToken cancellationToken)
    {
        do
        {
            try
            {
                while (Interlocked.Exchange(ref _isWanted, 0) == 1 && !cancellationToken.IsCancellationRequested)
                {
                    if (await NextAsync(round, cancellationToken) is not { } message)
                        continue;
                    var sent = connection.WriteAsync(message, cancellationToken);
                    if (sent.IsCompletedSuccessfully)
                        continue;
                    Volatile.Write(ref _sentAt, clock.GetTimestamp());
                    await sent;
                    Volatile.Write(ref _sentAt, 0);
                    round = round.Renewed();
                }
            }
#pragma warning disable CA1031 // Nobody awaits this: a failed turn must not end the process, and the next one tries again.
            catch (Exception failure)
            {
                if (!cancellationToken.IsCancellationRequested)
                    Failed(failure);
                // A round is used by one thread; this one may be another by now.
                round = round.Renewed();
            }
#pragma warning restore CA1031
            Volatile.Write(ref _sentAt, 0);
            Volatile.Write(ref _isBusy, 0);
            // Somebody may have asked between the last look and the line above.
        }
        while (Volatile.Read(ref _isWanted) == 1 && !cancellationToken.IsCancellationRequested && Interlocked.CompareExchange(ref _isBusy, 1, 0) == 0);
    }
}
