using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ChangeDetection.Benchmarks.Load.Systems;

/// <summary>A client of the v1 API: all that the harness asks of the system it measures.</summary>
internal sealed class V1Client : IDisposable
{
    private const int Connections = 8;

    private readonly HttpClient _http;

    public V1Client(ISystem system)
    {
        _http = new HttpClient { BaseAddress = new Uri(system.Address, "api/v1/"), Timeout = TimeSpan.FromMinutes(10) };
        _http.DefaultRequestHeaders.Add("x-api-key", system.Key);
    }

    public async Task CreateAsync(string url, bool isPaused, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync("watch", new { url, paused = isPaused }, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes a watch of each address; a server may go on in the background.</summary>
    /// <param name="urls">The addresses.</param>
    /// <param name="fields">Fields of all of them, as the import takes them in its query.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    public async Task ImportAsync(IEnumerable<string> urls, string fields, CancellationToken cancellationToken)
    {
        using var body = new StringContent(string.Join('\n', urls), Encoding.UTF8, "text/plain");
        using var answer = await _http.PostAsync(new Uri($"import?{fields}", UriKind.Relative), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task RecheckAllAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri("watch?recheck_all=1", UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonElement>("systeminfo", cancellationToken)).GetProperty("watch_count").GetInt32();

    public async Task<IReadOnlyList<WatchLine>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("watch", cancellationToken)).EnumerateObject().Select(member => LineOf(member.Name, member.Value))];

    /// <summary>One watch; null when there is none.</summary>
    public async Task<WatchLine?> FindAsync(string id, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri($"watch/{id}", UriKind.Relative), cancellationToken);
        return answer.StatusCode is HttpStatusCode.NotFound ? null : LineOf(id, await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    /// <summary>Many watches in full, some at a time.</summary>
    public async Task<IReadOnlyList<WatchLine>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = new System.Collections.Concurrent.ConcurrentBag<WatchLine>();
        await EachAsync(ids, async (id, cancel) =>
        {
            if (await FindAsync(id, cancel) is { } line)
                found.Add(line);
        }, cancellationToken);
        return [.. found];
    }

    /// <summary>The texts of all versions of a watch, oldest first.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string id, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var version in (await _http.GetFromJsonAsync<JsonElement>($"watch/{id}/history", cancellationToken)).EnumerateObject())
            texts.Add(await _http.GetStringAsync(new Uri($"watch/{id}/history/{version.Name}", UriKind.Relative), cancellationToken));
        return texts;
    }

    public async Task DeleteAllAsync(CancellationToken cancellationToken) =>
        await EachAsync((await ListAsync(cancellationToken)).Select(line => line.Id), async (id, cancel) => (await _http.DeleteAsync(new Uri($"watch/{id}", UriKind.Relative), cancel)).Dispose(), cancellationToken);

    /// <summary>Does something for each of many, some at a time.</summary>
    public static Task EachAsync<T>(IEnumerable<T> many, Func<T, CancellationToken, ValueTask> one, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(many, new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellationToken }, one);

    public void Dispose() => _http.Dispose();

    private static WatchLine LineOf(string id, JsonElement watch) => new(
        id,
        watch.GetProperty("url").GetString()!,
        watch.GetProperty("last_checked").GetInt64(),
        watch.GetProperty("last_changed").GetInt64(),
        watch.GetProperty("last_error") is { ValueKind: JsonValueKind.String } error && error.GetString() is { Length: > 0 } text ? text : null,
        watch.TryGetProperty("history_n", out var versions) ? versions.GetInt32() : null);
}
