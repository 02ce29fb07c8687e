using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ChangeDetection.Benchmarks.Live;
using ChangeDetection.Benchmarks.Processes;

namespace ChangeDetection.Benchmarks.Rest;

/// <summary>REST under load: watches made one by one and by import, and lists of ten thousand. Each figure counts only when everything was really stored and read.</summary>
internal static class RestLoad
{
    private const int Few = 1000;
    private const int Many = 10_000;
    private const int Connections = 8;
    private const int Turns = 15;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var site = await LoadedSite.StartAsync(LiveLoadSettings.Read(["watches=0", "apis=1"]), cancellationToken);
        using var http = new HttpClient { BaseAddress = site.Addresses[0], Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Add("x-api-key", ProductProcess.Key);
        // The first requests of a process are slower than all that follow.
        await CreateAsync(http, 0, 50, 1, cancellationToken);
        var made = 50;
        var alone = await TimedAsync(() => CreateAsync(http, made, Few, 1, cancellationToken));
        made += Few;
        var together = await TimedAsync(() => CreateAsync(http, made, Few, Connections, cancellationToken));
        made += Few;
        var import = await TimedAsync(() => ImportAsync(http, made, Few, cancellationToken));
        made += Few;
        await ImportAsync(http, made, Many - made, cancellationToken);
        if (await CountAsync(http, cancellationToken) != Many)
            throw new InvalidOperationException("Not every watch was stored.");

        var whole = await MedianAsync(async () => (await http.GetFromJsonAsync<JsonElement>("api/v1/watch", cancellationToken)).EnumerateObject().Count() == Many);
        var page = await MedianAsync(async () => (await http.GetFromJsonAsync<JsonElement>("api/v2/list?count=100", cancellationToken)).GetProperty("watches").GetArrayLength() == 100);
        var walk = await MedianAsync(() => WalkAsync(http, cancellationToken));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            scenario = "rest",
            createsPerSecond = Rate(alone),
            createsPerSecondWith8Connections = Rate(together),
            importedPerSecond = Rate(import),
            importToCreate = Math.Round(alone / import, 1),
            v1ListOf10000Milliseconds = Math.Round(whole, 1),
            v2PageOf100Milliseconds = Math.Round(page, 1),
            v2All10000ByCursorMilliseconds = Math.Round(walk, 1),
        }));
    }

    private static double Rate(double milliseconds) => Math.Round(Few / milliseconds * 1000);

    private static async Task CreateAsync(HttpClient http, int first, int count, int connections, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(first, count), options, async (number, cancel) =>
        {
            using var answer = await http.PostAsJsonAsync("api/v1/watch", new { url = Url(number) }, cancel);
            answer.EnsureSuccessStatusCode();
        });
    }

    private static async Task ImportAsync(HttpClient http, int first, int count, CancellationToken cancellationToken)
    {
        using var body = new StringContent(string.Join('\n', Enumerable.Range(first, count).Select(Url)), Encoding.UTF8, "text/plain");
        using var answer = await http.PostAsync(new Uri("api/v1/import", UriKind.Relative), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<bool> WalkAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var (seen, next) = (0, "");
        do
        {
            var part = await http.GetFromJsonAsync<JsonElement>($"api/v2/list?sort=created&count=1000{(next.Length > 0 ? $"&after={next}" : "")}", cancellationToken);
            seen += part.GetProperty("watches").GetArrayLength();
            next = part.TryGetProperty("next", out var cursor) ? cursor.GetString() ?? "" : "";
        }
        while (next.Length > 0);
        return seen == Many;
    }

    private static async Task<int> CountAsync(HttpClient http, CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<JsonElement>("api/v2/list?count=1", cancellationToken)).GetProperty("count").GetInt32();

    private static async Task<double> TimedAsync(Func<Task> work)
    {
        var begin = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    private static async Task<double> MedianAsync(Func<Task<bool>> read)
    {
        var times = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            times.Add(await TimedAsync(async () =>
            {
                if (!await read())
                    throw new InvalidOperationException("Not everything was read.");
            }));
        }

        return times.Order().ElementAt(Turns / 2);
    }

    private static string Url(int number) => string.Create(CultureInfo.InvariantCulture, $"https://site-{number}.example/some/longer/path/page-{number}.html");
}
