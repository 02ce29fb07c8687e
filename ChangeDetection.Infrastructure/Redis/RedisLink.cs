using ChangeDetection.Infrastructure.Queueing;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ChangeDetection.Infrastructure.Redis;

/// <summary>Runs scripts in Redis and says within a short time when it cannot be reached.</summary>
internal sealed class RedisLink(IConnectionMultiplexer redis, IOptions<QueueOptions> options, TimeProvider clock)
{
    private int _unanswered;

    /// <summary>Runs a script, or throws <see cref="QueueUnavailableException"/>; then it may still have run or run later.</summary>
    public async Task<RedisResult> RunAsync(string script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!redis.IsConnected || Volatile.Read(ref _unanswered) > 0)
        {
            throw new QueueUnavailableException("There is no connection to Redis.");
        }

        var command = redis.GetDatabase().ScriptEvaluateAsync(script, keys, arguments);
        try
        {
            return await command.WaitAsync(options.Value.CommandTimeout, clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Abandon(command, countsAsUnanswered: false);
            throw;
        }
        catch (TimeoutException cause)
        {
            Abandon(command, countsAsUnanswered: true);
            throw new QueueUnavailableException("Redis did not answer in time.", cause);
        }
        catch (RedisException cause)
        {
            throw new QueueUnavailableException("Redis refused the command or the connection broke.", cause);
        }
    }

    // While a command is without an answer nobody else waits for one: a frozen Redis costs each caller nothing but the first.
    private void Abandon(Task command, bool countsAsUnanswered)
    {
        if (countsAsUnanswered)
        {
            Interlocked.Increment(ref _unanswered);
        }

        command.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                if (countsAsUnanswered)
                {
                    Interlocked.Decrement(ref _unanswered);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
