using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace ChangeDetection.Tests.Faults;

/// <summary>Somebody who reads and writes through the Api all the time and notes how it answers.</summary>
internal sealed class ApiProbe : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _running;
    private readonly ConcurrentQueue<Answer> _answers = [];

    private ApiProbe(V2Client client, string watch, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running = RunAsync(client, watch, _stop.Token);
    }

    public static ApiProbe Start(V2Client client, string watch, CancellationToken cancellationToken) => new(client, watch, cancellationToken);

    public IReadOnlyList<Answer> Answers => [.. _answers];

    /// <summary>Ends the probing and gives all answers; the statuses and the slowest are printed.</summary>
    public async Task<IReadOnlyList<Answer>> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var kind in Answers.GroupBy(answer => (answer.Method, answer.Status)))
            TestContext.Current.TestOutputHelper?.WriteLine($"{kind.Key.Method} {kind.Key.Status}: {kind.Count()} times, slowest {kind.Max(answer => answer.Took).TotalSeconds:0.00} s");
        return Answers;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(V2Client client, string watch, CancellationToken cancellationToken)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                await AskAsync(client, HttpMethod.Get, "watches", null, cancellationToken);
                await AskAsync(client, HttpMethod.Patch, $"watches/{watch}", new { title = $"title {number}" }, cancellationToken);
                await AskAsync(client, HttpMethod.Post, $"watches/{watch}/recheck", null, cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Enough.
        }
    }

    private async Task AskAsync(V2Client client, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await client.TrySendAsync(method, path, body, cancellationToken);
        var text = response is null or { IsSuccessStatusCode: true } ? "" : await response.Content.ReadAsStringAsync(cancellationToken);
        _answers.Enqueue(new Answer(method.Method, (int?)response?.StatusCode, response?.Headers.RetryAfter is not null, Stopwatch.GetElapsedTime(began), text));
    }

    /// <summary>One answer; without a status when none came.</summary>
    public sealed record Answer(string Method, int? Status, bool SaysWhenToRetry, TimeSpan Took, string Trouble)
    {
        public bool IsGood => Status is >= 200 and < 300;
    }
}
