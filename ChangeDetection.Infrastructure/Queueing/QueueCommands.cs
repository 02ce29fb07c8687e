using System.Globalization;
using System.Text.Json;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Live;
using ChangeDetection.Infrastructure.Redis;
using StackExchange.Redis;

namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>The scripts of the queue as typed calls. An entry's id is its line and its id in the stream, such as <c>2:1700000000000-0</c>.</summary>
internal sealed class QueueCommands(RedisLink link, RedisKeys keys)
{
    private const int OrdersPerScript = 500;

    private readonly RedisKey[] _keys = [.. keys.Lines, keys.Jobs, keys.Heartbeats];

    public async Task<int> AddAsync(IEnumerable<CheckWatch> orders, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var part in orders.Chunk(OrdersPerScript))
        {
            var arguments = new List<RedisValue> { RedisKeys.Workers, keys.Bell.ToString() };
            foreach (var order in part)
            {
                arguments.Add(order.WatchId.ToString());
                arguments.Add(order.Job);
                arguments.Add(WaitingLines.Of(order.Priority) + 1);
                arguments.Add(JsonSerializer.Serialize(order, MessageJson.Default.CheckWatch));
            }

            added += (int)await RunAsync(QueueScripts.Add, arguments, cancellationToken);
        }

        return added;
    }

    public async Task<IReadOnlyList<TakenEntry>> TakeAsync(
        WorkerId consumer, int most, IReadOnlyList<SilentOne> dead, CancellationToken cancellationToken)
    {
        var arguments = new List<RedisValue> { RedisKeys.Workers, consumer.Value, most };
        arguments.AddRange(Flat(dead));
        var taken = await RunAsync(QueueScripts.Take, arguments, cancellationToken);
        return [.. ((RedisResult[])taken!).Select(ToEntry)];
    }

    public Task CompleteAsync(WorkerId consumer, IEnumerable<string> entries, CancellationToken cancellationToken) =>
        RunAsync(QueueScripts.Complete, [RedisKeys.Workers, consumer.Value, .. Flat(entries)], cancellationToken);

    public async Task<int> ReturnAsync(WorkerId consumer, IEnumerable<string> entries, CancellationToken cancellationToken) =>
        (int)await RunAsync(
            QueueScripts.Return, [RedisKeys.Workers, consumer.Value, keys.Bell.ToString(), .. Flat(entries)], cancellationToken);

    public async Task<long> CountAsync(CancellationToken cancellationToken) =>
        (long)await RunAsync(QueueScripts.Count, [RedisKeys.Workers], cancellationToken);

    public async Task<Heartbeat> BeatAsync(WorkerId consumer, IReadOnlyList<SilentOne> dead, CancellationToken cancellationToken)
    {
        var answer = await RunAsync(QueueScripts.Beat, [RedisKeys.Workers, consumer.Value, .. Flat(dead)], cancellationToken);
        var parts = (RedisResult[])answer!;
        var counters = ((string[])parts[1]!).Distinct().ToDictionary(name => name, _ => string.Empty);
        foreach (var pair in ((string[])parts[0]!).Chunk(2))
        {
            counters[pair[0]] = pair[1];
        }

        return new Heartbeat(counters, [.. ((string[])parts[2]!).Chunk(2).Select(pair => EntryId(int.Parse(pair[0], CultureInfo.InvariantCulture), pair[1]))]);
    }

    public Task LeaveAsync(WorkerId consumer, CancellationToken cancellationToken) =>
        RunAsync(QueueScripts.Leave, [RedisKeys.Workers, consumer.Value], cancellationToken);

    private Task<RedisResult> RunAsync(string script, List<RedisValue> arguments, CancellationToken cancellationToken) =>
        link.RunAsync(script, _keys, [.. arguments], cancellationToken);

    private static TakenEntry ToEntry(RedisResult result)
    {
        var parts = (RedisResult[])result!;
        return new TakenEntry(EntryId((int)parts[0], (string)parts[1]!), (string)parts[2]!, (int)parts[3] == 1);
    }

    // Lua counts from one, the lines from nought.
    private static string EntryId(int luaLine, string streamId) => string.Create(CultureInfo.InvariantCulture, $"{luaLine - 1}:{streamId}");

    private static IEnumerable<RedisValue> Flat(IEnumerable<string> entries)
    {
        foreach (var entry in entries)
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            yield return int.Parse(entry.AsSpan(0, colon), CultureInfo.InvariantCulture) + 1;
            yield return entry[(colon + 1)..];
        }
    }

    private static IEnumerable<RedisValue> Flat(IEnumerable<SilentOne> dead) =>
        dead.SelectMany(one => new RedisValue[] { one.Name, one.Counter });
}
