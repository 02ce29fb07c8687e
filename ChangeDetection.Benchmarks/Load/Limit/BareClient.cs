using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using AngleSharp.Html.Parser;

namespace ChangeDetection.Benchmarks.Load.Limit;

/// <summary>The limit: HttpClient and next to nothing else. It runs in a process of its own, as the product does, and takes its orders from standard input.</summary>
internal static class BareClient
{
    // Far quicker than any product, it would be over before it is in its stride.
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None });
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            var order = JsonSerializer.Deserialize<LimitOrder>(line)!;
            Console.WriteLine(JsonSerializer.Serialize(await FetchAllAsync(http, order, cancellationToken)));
        }
    }

    private static async Task<LimitFigures> FetchAllAsync(HttpClient http, LimitOrder order, CancellationToken cancellationToken)
    {
        var tags = order.Kind is LimitKind.NotModified ? await LearnTagsAsync(http, order, cancellationToken) : [];
        using var self = Process.GetCurrentProcess();
        var (begin, cpu) = (Stopwatch.GetTimestamp(), self.TotalProcessorTime);
        var (pages, bad) = (0, 0);
        do
        {
            await EachAsync(order, async watch => Interlocked.Add(ref bad, await IsGoodAsync(http, order, watch, tags, cancellationToken) ? 0 : 1));
            pages += order.Watches;
        }
        while (Stopwatch.GetElapsedTime(begin) < LeastTime);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        self.Refresh();
        return new LimitFigures(pages, bad, seconds, (self.TotalProcessorTime - cpu).TotalSeconds);
    }

    private static async Task<string[]> LearnTagsAsync(HttpClient http, LimitOrder order, CancellationToken cancellationToken)
    {
        var tags = new string[order.Watches];
        await EachAsync(order, async watch =>
        {
            using var answer = await http.GetAsync(new Uri(order.Place.AddressOf(watch)), cancellationToken);
            tags[watch] = answer.Headers.ETag!.ToString();
        });
        return tags;
    }

    private static async Task<bool> IsGoodAsync(HttpClient http, LimitOrder order, int watch, string[] tags, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, order.Place.AddressOf(watch));
        if (order.Kind is LimitKind.NotModified)
            request.Headers.TryAddWithoutValidation("If-None-Match", tags[watch]);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return order.Kind switch
        {
            LimitKind.Hash => answer.StatusCode is HttpStatusCode.OK && SHA256.HashData(body).Length > 0,
            LimitKind.Text => answer.StatusCode is HttpStatusCode.OK && TextOf(body).Length > 0,
            _ => answer.StatusCode is HttpStatusCode.NotModified,
        };
    }

    private static string TextOf(byte[] body)
    {
        using var stream = new MemoryStream(body);
        using var document = new HtmlParser().ParseDocument(stream);
        return document.Body!.TextContent;
    }

    private static Task EachAsync(LimitOrder order, Func<int, Task> fetch)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, order.Concurrency).Select(_ => Task.Run(async () =>
        {
            for (var watch = Interlocked.Increment(ref next); watch < order.Watches; watch = Interlocked.Increment(ref next))
                await fetch(watch);
        })));
    }
}
