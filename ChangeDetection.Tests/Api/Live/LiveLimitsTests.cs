using System.Net;
using ChangeDetection.Api.Live;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace ChangeDetection.Tests.Api.Live;

/// <summary>What one visitor may take of the live view (attack case rt-005): so many connections, and calls at a pace.</summary>
public sealed class LiveLimitsTests : IAsyncDisposable
{
    private const int Most = 3;

    private readonly ApiHost _api = new(("Live:MostFromOneAddress", $"{Most}"), ("USE_X_SETTINGS", "1"));
    private readonly List<HubConnection> _hubs = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    public async Task One_address_opens_so_many_connections_and_others_are_served_all_the_same(HttpTransportType transport)
    {
        for (var number = 0; number < Most - 1; number++)
            await ConnectAsync("203.0.113.7", transport);
        using var stream = await StreamAsync("203.0.113.7");
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);

        // Each way of refusing a transport is another exception of the client.
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync("203.0.113.7", transport));
        using var refused = await StreamAsync("203.0.113.7");
        await ConnectAsync("203.0.113.8", transport);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("10", Assert.Single(refused.Headers.GetValues("Retry-After")));
        Assert.Contains("Too many live connections", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await _hubs[0].InvokeAsync("Ping", Cancel);
    }

    [Fact]
    public async Task A_connection_that_ends_makes_room_for_another()
    {
        for (var number = 0; number < Most; number++)
            await ConnectAsync("203.0.113.7", HttpTransportType.WebSockets);
        await _hubs[0].DisposeAsync();

        await Eventually.HoldsAsync(
            async () =>
            {
                using var stream = await StreamAsync("203.0.113.7");
                return stream.StatusCode is HttpStatusCode.OK;
            },
            Cancel);
    }

    [Fact]
    public async Task Who_calls_too_fast_waits_and_nobody_else_does()
    {
        var (hasty, calm) = (await ConnectAsync("203.0.113.7", HttpTransportType.WebSockets), await ConnectAsync("203.0.113.8", HttpTransportType.WebSockets));

        var calls = Enumerable.Range(0, 2 * CallPace.AtOnce).Select(_ => hasty.InvokeAsync("Ping", Cancel)).ToList();
        await Eventually.HoldsAsync(() => Done(calls) == CallPace.AtOnce, Cancel);
        for (var turn = 0; turn < CallPace.AtOnce / 2; turn++)
            await calm.InvokeAsync("Ping", Cancel);
        Assert.Equal(CallPace.AtOnce, Done(calls));

        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => Done(calls) > CallPace.AtOnce, Cancel);
        await _api.HoldsAsync(() => Done(calls) == calls.Count, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs)
            await hub.DisposeAsync();
        await _api.DisposeAsync();
    }

    private static int Done(List<Task> calls) => calls.Count(call => call.IsCompletedSuccessfully);

    private async Task<HubConnection> ConnectAsync(string address, HttpTransportType transport)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(_api.Http.BaseAddress!, "live"), transport, options =>
        {
            options.Headers["x-api-key"] = V1Client.Key;
            options.Headers["X-Forwarded-For"] = address;
        }).Build();
        await hub.StartAsync(Cancel);
        _hubs.Add(hub);
        return hub;
    }

    private async Task<HttpResponseMessage> StreamAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/events");
        request.Headers.Add("Accept", "text/event-stream");
        request.Headers.Add("X-Forwarded-For", address);
        return await _api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }
}
