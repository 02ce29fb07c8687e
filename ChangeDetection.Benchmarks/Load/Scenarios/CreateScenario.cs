using System.Diagnostics;
using ChangeDetection.Benchmarks.Load.Proof;
using ChangeDetection.Benchmarks.Load.Systems;

namespace ChangeDetection.Benchmarks.Load.Scenarios;

/// <summary>Watches made one by one over one connection, and by import. They are paused, so that nothing but the making is measured.</summary>
internal static class CreateScenario
{
    private static readonly int[] Sizes = [1000, 10_000];

    public static async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        await MeasureAsync(bench, "one by one", async (client, first, count, cancel) =>
        {
            for (var watch = first; watch < first + count; watch++)
                await client.CreateAsync(bench.Origin.Place.AddressOf(watch), isPaused: true, cancel);
        }, cancellationToken);
        await MeasureAsync(bench, "import", (client, first, count, cancel) =>
            client.ImportAsync(Enumerable.Range(first, count).Select(bench.Origin.Place.AddressOf), "paused=true", cancel), cancellationToken);
    }

    private static async Task MeasureAsync(Bench bench, string way, Func<V1Client, int, int, CancellationToken, Task> makeAsync, CancellationToken cancellationToken)
    {
        await using var system = await bench.OpenAsync(cancellationToken);
        using var client = new V1Client(system);
        // The first requests of a process are slower than all that follow.
        var made = 50;
        await makeAsync(client, 0, made, cancellationToken);
        foreach (var size in Sizes)
        {
            var begin = Stopwatch.GetTimestamp();
            await makeAsync(client, made, size - made, cancellationToken);
            while (await client.CountAsync(cancellationToken) < size)
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            if (await client.CountAsync(cancellationToken) != size)
                throw new RunRefusedException($"There should be {size} watches, and there are {await client.CountAsync(cancellationToken)}.");
            Bench.Report(new { scenario = "create", way, upTo = size, perSecond = Math.Round((size - made) / seconds), seconds = Math.Round(seconds, 2) });
            made = size;
        }
    }
}
