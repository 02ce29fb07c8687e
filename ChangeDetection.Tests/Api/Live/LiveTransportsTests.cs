using System.Text.Json.Nodes;
using ChangeDetection.Api.Live;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Api.Live;

/// <summary>LIVE_TRANSPORTS: which ways a live connection may take.</summary>
public sealed class LiveTransportsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "websockets,sse,longpolling")]
    [InlineData("", "websockets,sse,longpolling")]
    [InlineData("websockets", "websockets")]
    [InlineData(" LongPolling , SSE ", "sse,longpolling")]
    [InlineData("sse,sse", "sse")]
    public void The_setting_names_what_is_allowed(string? value, string expected) =>
        Assert.Equal(expected, LiveTransports.Read(Configuration(value)).Names);

    [Theory]
    [InlineData("websocket", "LIVE_TRANSPORTS has the unknown word 'websocket'; it must be one or more of websockets, sse, longpolling, separated by commas.")]
    [InlineData("websockets sse", "LIVE_TRANSPORTS has the unknown word 'websockets sse'; it must be")]
    [InlineData("websockets,,sse", "LIVE_TRANSPORTS has an empty word; it must be")]
    [InlineData(",", "LIVE_TRANSPORTS has an empty word; it must be")]
    public void A_word_that_means_nothing_is_named(string value, string expected)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => LiveTransports.Read(Configuration(value)));

        Assert.StartsWith(expected, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("websockets", HttpTransportType.WebSockets, "WebSockets")]
    [InlineData("sse", HttpTransportType.ServerSentEvents, "ServerSentEvents")]
    [InlineData("longpolling", HttpTransportType.LongPolling, "LongPolling")]
    public async Task Only_an_allowed_way_leads_to_the_hub_and_the_pages_are_told(string value, HttpTransportType allowed, string offered)
    {
        await using var api = new ApiHost(("LIVE_TRANSPORTS", value));

        Assert.Equal([offered], await OfferedAsync(api));
        Assert.Contains($"<html lang=\"en\" data-transports=\"{value}\" ", await api.Http.GetStringAsync(new Uri("/", UriKind.Relative), Cancel), StringComparison.Ordinal);
        foreach (var way in new[] { HttpTransportType.WebSockets, HttpTransportType.ServerSentEvents, HttpTransportType.LongPolling })
        {
            await using var hub = new HubConnectionBuilder().WithUrl(new Uri(api.Http.BaseAddress!, "/live"), way).Build();

            if (way == allowed)
                await hub.StartAsync(Cancel);
            else
                await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync(Cancel));
        }
    }

    [Fact]
    public async Task WebSockets_alone_also_connect_without_a_negotiation()
    {
        await using var api = new ApiHost(("LIVE_TRANSPORTS", "websockets"));
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(api.Http.BaseAddress!, "/live"), HttpTransportType.WebSockets, options => options.SkipNegotiation = true).Build();

        await hub.StartAsync(Cancel);

        Assert.Equal(HubConnectionState.Connected, hub.State);
    }

    private static async Task<string[]> OfferedAsync(ApiHost api)
    {
        using var response = await api.Http.PostAsync(new Uri("/live/negotiate?negotiateVersion=1", UriKind.Relative), null, Cancel);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        return [.. answer["availableTransports"]!.AsArray().Select(one => one!["transport"]!.GetValue<string>())];
    }

    private static IConfiguration Configuration(string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("LIVE_TRANSPORTS", value)]).Build();
}
