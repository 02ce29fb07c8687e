using System.Diagnostics;
using ChangeDetection.Benchmarks.Load.Origin;
using ChangeDetection.Benchmarks.Load.Proof;
using ChangeDetection.Benchmarks.Load.Systems;
using ChangeDetection.Benchmarks.Processes;

namespace ChangeDetection.Benchmarks.Load;

/// <summary>The watches of a scenario in the measured system, known by the numbers of their pages.</summary>
internal sealed class Fleet(Bench bench, ISystem system) : IDisposable
{
    private const int MostLooked = 32;
    private const int MostRead = 2000;
    private const int TextsRead = 50;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(30);

    private string[] _ids = [];
    private int[] _proven = [];
    private long _grownAt;

    public V1Client Client { get; } = new(system);

    public int Count => _ids.Length;

    public IReadOnlyList<string> Ids => _ids;

    public void Dispose() => Client.Dispose();

    /// <summary>Adds watches until there are so many.</summary>
    /// <param name="count">How many there will be.</param>
    /// <param name="fields">Fields of the new ones, as the import takes them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task GrowAsync(int count, string fields, CancellationToken cancellationToken)
    {
        _grownAt = await NextSecondAsync(cancellationToken);
        bench.Origin.Log.Begin();
        foreach (var part in Enumerable.Range(Count, count - Count).Chunk(10_000))
            await Client.ImportAsync(part.Select(bench.Origin.Place.AddressOf), fields, cancellationToken);
        await UntilAsync(async () => await Client.CountAsync(cancellationToken) >= count, () => 0, cancellationToken);
        _ids = new string[count];
        Array.Resize(ref _proven, count);
        foreach (var line in await Client.ListAsync(cancellationToken))
        {
            if (OriginPlace.WatchOf(line.Url) is var watch and >= 0 && watch < count)
                _ids[watch] = line.Id;
        }
    }

    /// <summary>Waits until every watch was asked for once.</summary>
    public Task AllSeenAsync(CancellationToken cancellationToken) =>
        UntilAsync(() => Task.FromResult(bench.Origin.Log.Seen >= Count), () => bench.Origin.Log.Requests, cancellationToken);

    /// <summary>Has all watches checked after some were added, which the schedule does on its own too, and proves it.</summary>
    public async Task CheckAddedAsync(CancellationToken cancellationToken)
    {
        await Client.RecheckAllAsync(cancellationToken);
        await AllSeenAsync(cancellationToken);
        await SettleAsync(_grownAt, cancellationToken);
    }

    /// <summary>Has all watches checked and proves it.</summary>
    public async Task<RunFigures> RecheckAsync(CancellationToken cancellationToken)
    {
        var second = await NextSecondAsync(cancellationToken);
        var log = bench.Origin.Log;
        log.Begin();
        var (begin, cpu, servers) = (Stopwatch.GetTimestamp(), CpuOf(system.Processes), CpuOf(system.Servers));
        await Client.RecheckAllAsync(cancellationToken);
        await AllSeenAsync(cancellationToken);
        var versions = log.VersionsOf(Count);
        // The last first: when it is stored, those before it are as well, but for one or two that SettleAsync waits for.
        // Few of few, since to look is work too.
        foreach (var watch in log.Last(Math.Clamp(Count / 100, 1, MostLooked)))
            await UntilAsync(async () => await Client.FindAsync(_ids[watch], cancellationToken) is { } line && line.LastChecked >= second && line.Versions == versions[watch] + 1, () => 0, cancellationToken);
        var figures = new RunFigures(
            Count, log.Requests - Count, Stopwatch.GetElapsedTime(begin).TotalSeconds,
            system.Processes.Count == 0 ? null : (CpuOf(system.Processes) - cpu).TotalSeconds, (CpuOf(system.Servers) - servers).TotalSeconds);
        await SettleAsync(second, cancellationToken);
        return figures;
    }

    /// <summary>Waits until all that was served is stored, and proves it; the pages have to stand still.</summary>
    public async Task SettleAsync(long second, CancellationToken cancellationToken)
    {
        for (var begin = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await ProveAsync(second, cancellationToken);
                return;
            }
            catch (RunRefusedException) when (Stopwatch.GetElapsedTime(begin) < LongestSettling)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>The second that begins now: none of the checks before has it.</summary>
    public static async Task<long> NextSecondAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        await Task.Delay(TimeSpan.FromMilliseconds(1005 - now.Millisecond), TimeProvider.System, cancellationToken);
        return now.ToUnixTimeSeconds() + 1;
    }

    // The list says of each watch whether it was checked and changed; how many versions there are is asked of some thousands, what they are of some.
    private async Task ProveAsync(long second, CancellationToken cancellationToken)
    {
        var (fetches, versions) = (bench.Origin.Log.FetchesOf(Count), bench.Origin.Log.VersionsOf(Count));
        var read = (await Client.FindAsync([.. _ids.Where((_, watch) => watch % Every(MostRead) == 0)], cancellationToken)).ToDictionary(line => line.Id, line => line.Versions);
        var proven = new List<ProvenWatch>(Count);
        foreach (var line in await Client.ListAsync(cancellationToken))
        {
            if (OriginPlace.WatchOf(line.Url) is var watch and >= 0 && watch < Count)
            {
                proven.Add(new ProvenWatch(
                    watch, fetches[watch], line.LastChecked >= second, line.LastError,
                    versions[watch] > _proven[watch], line.LastChanged >= second, versions[watch] + 1, read.GetValueOrDefault(line.Id)));
            }
        }

        RunProof.Require(proven, Count);
        for (var watch = 0; watch < Count; watch += Every(TextsRead))
            StoredTexts.Of(watch, await Client.TextsAsync(_ids[watch], cancellationToken)).Require(versions[watch]);
        _proven = versions;
    }

    private int Every(int most) => Math.Max(1, Count / most);

    private static TimeSpan CpuOf(IReadOnlyCollection<int> processes) => ProcessUsage.CpuOf(processes);

    private static async Task UntilAsync(Func<Task<bool>> isSo, Func<int> progress, CancellationToken cancellationToken)
    {
        var (seen, begin) = (-1, Stopwatch.GetTimestamp());
        while (!await isSo())
        {
            if (progress() != seen)
                (seen, begin) = (progress(), Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(begin) > Patience)
                throw new RunRefusedException($"The run stood still for {Patience.TotalMinutes:0} minutes: not every watch was fetched and stored.");
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }
}
