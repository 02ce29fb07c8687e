using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ChangeDetection.Tests.Support;

/// <summary>A client of the v1 REST API as scripts write it.</summary>
internal sealed class V1Client : IDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef";

    private readonly HttpClient _http;

    public V1Client(Uri api, string key = Key)
    {
        // A script brings no trace of its own; this process has one while another test runs a host in it.
        _http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(api, "/api/v1/") };
        _http.DefaultRequestHeaders.Add("x-api-key", key);
    }

    public async Task<string> WatchAsync(string url, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync("watch", new { url }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["uuid"]!.GetValue<string>();
    }

    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonObject>(path, cancellationToken))!;

    public Task<string> GetTextAsync(string path, CancellationToken cancellationToken) => _http.GetStringAsync(path, cancellationToken);

    public void Dispose() => _http.Dispose();
}
