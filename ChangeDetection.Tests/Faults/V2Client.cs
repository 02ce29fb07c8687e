using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChangeDetection.Tests.Faults;

/// <summary>A client of the API of the pages. What a dead process leaves unanswered counts as no answer; a wrong answer is kept for the test.</summary>
internal sealed class V2Client : IDisposable
{
    private readonly HttpClient _http;

    public V2Client(Uri api) => _http = new HttpClient { BaseAddress = new Uri(api, "/api/v2/"), Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Sends a request; null when no answer came.</summary>
    public async Task<HttpResponseMessage?> TrySendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Whoever knocks at once again takes the time in which the server could start.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            return null;
        }
    }

    /// <summary>Sends a request that has to be answered well, and gives the JSON of the answer.</summary>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text}", null, response.StatusCode);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created ? JsonNode.Parse(text) : null;
    }

    /// <summary>Makes a watch that is checked as often as the seconds say, and gives its id.</summary>
    public async Task<string> WatchAsync(string url, double everySeconds, CancellationToken cancellationToken) =>
        IdOf(await SendAsync(HttpMethod.Post, "watches", Draft(url, everySeconds), cancellationToken));

    public static object Draft(string url, double everySeconds) => new { url, usesDefaultInterval = false, interval = new { seconds = (int)everySeconds } };

    public static string IdOf(JsonNode? watch) => watch!["id"]!.GetValue<string>();

    public void Dispose() => _http.Dispose();
}
