using System.Diagnostics;
using System.Globalization;
using ChangeDetection.Benchmarks.Processes;

namespace ChangeDetection.Benchmarks.Live;

/// <summary>
/// The live view under load: many clients, many watches, a steady stream of changes as workers commit them, and clients that never read.
/// Measured from the commit of a change to its arrival at each client whose page shows it.
/// </summary>
internal static class LiveLoad
{
    public static async Task RunAsync(LiveLoadSettings settings, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{settings.Watches} watches, {settings.Clients} clients and {settings.Deaf} that never read, {settings.Apis} Api, {settings.ChangesPerSecond} changes a second for {settings.Seconds} s");
        Print(settings, await MeasureAsync(settings, cancellationToken));
    }

    /// <summary>The same without a word.</summary>
    public static async Task<LiveFigures> MeasureAsync(LiveLoadSettings settings, CancellationToken cancellationToken)
    {
        await using var site = await LoadedSite.StartAsync(settings, cancellationToken);
        var paint = await MeasurePaintAsync(site, cancellationToken);
        var commits = new CommitTimes();
        var clients = await ConnectAsync(settings, site, commits, cancellationToken);
        var maker = new ChangeMaker(site.Services, site.Watches, commits);

        var memory = new List<long> { site.ApiMemory };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(TimeSpan.FromSeconds(settings.Seconds));
        var (cpu, clock) = (site.ApiTime, Stopwatch.StartNew());
        var making = maker.RunAsync(settings.ChangesPerSecond, over.Token);
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            memory.Add(site.ApiMemory);
        }

        await making;
        var share = (site.ApiTime - cpu) / clock.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, cancellationToken);
        var hearing = clients.Take(settings.Clients).ToList();
        var figures = new LiveFigures(
            maker.Count, [.. hearing.SelectMany(client => client.Delays).Order()], hearing.Sum(client => client.Bytes), hearing.Count(client => client.LastNumber < maker.LastNumber),
            clients.Count(client => client.IsBroken), paint, share, memory);
        clients.ForEach(client => client.Dispose());
        return figures;
    }

    private static async Task<List<LoadClient>> ConnectAsync(LiveLoadSettings settings, LoadedSite site, CommitTimes commits, CancellationToken cancellationToken)
    {
        var dice = new Random(1);
        var clients = new List<LoadClient>();
        for (var number = 0; number < settings.Clients + settings.Deaf; number++)
        {
            // Most people look at the top of the list; some have scrolled, some see one state or a search.
            var (list, first) = dice.Next(10) switch
            {
                < 7 => ("{}", 0),
                < 9 => ("{}", dice.Next(Math.Max(1, settings.Watches - 50))),
                _ => ($$"""{"q":"page-{{dice.Next(100)}}"}""", 0),
            };
            var client = new LoadClient(commits, isDeaf: number >= settings.Clients);
            await client.ConnectAsync(site.Addresses[number % site.Addresses.Count], list, first, cancellationToken);
            clients.Add(client);
        }

        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
        clients.ForEach(client => client.Forget());
        return clients;
    }

    private static async Task<List<double>> MeasurePaintAsync(LoadedSite site, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-api-key", ProductProcess.Key);
        var times = new List<double>();
        for (var turn = 0; turn < 30; turn++)
        {
            var begin = Stopwatch.GetTimestamp();
            await http.GetStringAsync(site.Addresses[0], cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return [.. times.Skip(5).Order()];
    }

    private static void Print(LiveLoadSettings settings, LiveFigures figures)
    {
        string At(IReadOnlyList<double> sorted, double part) =>
            sorted.Count == 0 ? "none" : sorted[(int)Math.Min(sorted.Count - 1, part * sorted.Count)].ToString("0", CultureInfo.InvariantCulture);
        Console.WriteLine($"changes committed: {figures.Changes} ({figures.Changes / (double)settings.Seconds:0} a second)");
        Console.WriteLine($"changed rows received: {figures.Delays.Count}, {figures.Bytes / 1_000_000.0 / settings.Seconds:0.0} MB a second");
        Console.WriteLine($"commit to client, ms: p50 {At(figures.Delays, .5)}, p95 {At(figures.Delays, .95)}, p99 {At(figures.Delays, .99)}, longest {At(figures.Delays, 1)}");
        Console.WriteLine($"clients that do not stand at the last change 3 s after it: {figures.Late}; connections lost: {figures.Broken}");
        Console.WriteLine($"first paint of the list, ms: p50 {At(figures.Paint, .5)}, p99 {At(figures.Paint, .99)}");
        Console.WriteLine($"Api: {figures.CpuShare * 100:0} % of one core; memory in MB every 5 s: {string.Join(' ', figures.Memory.Select(bytes => bytes / 1_000_000))}");
    }
}
