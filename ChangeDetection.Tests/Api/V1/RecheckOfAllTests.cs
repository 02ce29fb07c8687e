using ChangeDetection.Core.Watches;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>GET /watch?recheck_all=1.</summary>
public sealed class RecheckOfAllTests : IAsyncDisposable
{
    private readonly ApiHost _api = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Few_watches_are_rechecked_and_counted_paused_ones_too_and_queued_ones_apart()
    {
        await _api.WatchAsync(new { url = "http://example.com/1", paused = true }, Cancel);
        await _api.WatchAsync(new { url = "http://example.com/2" }, Cancel);
        var queued = await _api.WatchAsync(new { url = "http://example.com/3" }, Cancel);
        await _api.Http.GetTextAsync($"/api/v1/watch/{queued}?recheck=1", Cancel);

        var first = await _api.Http.GetTextAsync("/api/v1/watch?recheck_all=1&tag=news", Cancel);
        var second = await _api.Http.GetTextAsync("/api/v1/watch?recheck_all=1", Cancel);

        Assert.Equal((200, """{"status":"OK, queued 2 watches for rechecking (1 already queued or running)"}""" + "\n"), first);
        Assert.Equal((200, """{"status":"OK, queued 0 watches for rechecking (3 already queued or running)"}""" + "\n"), second);
        Assert.All(await _api.Catalog.ListAsync(Cancel), watch => Assert.Equal(WatchActivity.Queued, watch.State.Activity));
    }

    [Theory]
    [InlineData(0, 200, "OK, queued 0 watches for rechecking")]
    [InlineData(19, 200, "OK, queued 19 watches for rechecking")]
    [InlineData(20, 202, "OK, queueing 20 watches in background")]
    [InlineData(1201, 202, "OK, queueing 1201 watches in background")]
    public async Task Many_watches_are_rechecked_in_batches(int count, int status, string text)
    {
        await _api.Catalog.CreateAsync([.. Enumerable.Range(0, count).Select(number => new WatchDraft { Url = $"http://example.com/{number}" })], Cancel);

        var answer = await _api.Http.GetTextAsync("/api/v1/watch?recheck_all=yes", Cancel);

        Assert.Equal((status, $"{{\"status\":\"{text}\"}}\n"), answer);
        Assert.All(await _api.Catalog.ListAsync(Cancel), watch => Assert.Equal(WatchActivity.Queued, watch.State.Activity));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();
}
