using System.Net;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace ChangeDetection.Tests.Api.Live;

/// <summary>Who shows a key on the live connection must show the right one, and stays only as long as it counts.</summary>
public sealed class LiveAccessTests : IAsyncDisposable
{
    // The key is the stored one, so that it can be changed.
    private readonly ApiHost _api = new(("API_ACCESS_TOKEN", ""));
    private readonly List<HubConnection> _hubs = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_ends_soon_after_its_key_does_and_others_stay()
    {
        var key = (await _api.Settings.ReadAsync(Cancel)).ApiAccessToken;
        var (holder, visitor) = (await ConnectAsync(key), await ConnectAsync(null));
        await holder.InvokeAsync("Ping", Cancel);

        await _api.Settings.EditAsync(settings => settings with { ApiAccessToken = "another key" }, Cancel);
        await _api.HoldsAsync(() => holder.State == HubConnectionState.Disconnected, Cancel);

        Assert.Equal(HubConnectionState.Connected, visitor.State);
        await visitor.InvokeAsync("Ping", Cancel);
    }

    [Fact]
    public async Task A_wrong_key_is_not_admitted()
    {
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync("no such key"));

        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs)
            await hub.DisposeAsync();
        await _api.DisposeAsync();
    }

    private async Task<HubConnection> ConnectAsync(string? key)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(_api.Http.BaseAddress!, "live"), options =>
        {
            if (key is not null)
                options.Headers["x-api-key"] = key;
        }).Build();
        _hubs.Add(hub);
        await hub.StartAsync(Cancel);
        return hub;
    }
}
