using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace ChangeDetection.Tests.Support;

/// <summary>A visitor without a browser who does what the pages do, from an address that a proxy serves.</summary>
/// <param name="address">Where the list is, with a slash at its end.</param>
internal sealed partial class ThroughProxy(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(AnyCertificate()) { BaseAddress = address };

    private string Origin => address.GetLeftPart(UriPartial.Authority);

    /// <summary>Loads the list and everything that its links and scripts name; gives how many addresses that were.</summary>
    public async Task<int> LoadAllAsync(CancellationToken cancellationToken)
    {
        var page = await _http.GetStringAsync(new Uri("", UriKind.Relative), cancellationToken);
        var links = Link().Matches(page).Select(match => new Uri(address, Base().Match(page).Groups[1].Value + match.Groups[1].Value)).Distinct().ToList();
        foreach (var link in links)
        {
            using var response = await _http.GetAsync(link, cancellationToken);
            Assert.Equal((link, HttpStatusCode.OK), (link, response.StatusCode));
        }

        return links.Count;
    }

    /// <summary>Makes a watch as the page does and follows the Location of the answer.</summary>
    public async Task<string> WatchAsync(string url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v2/watches") { Content = JsonContent.Create(new { url }) };
        request.Headers.Add("Origin", Origin);
        using var response = await _http.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        using var made = await _http.GetAsync(response.Headers.Location, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["id"]!.GetValue<string>();
    }

    /// <summary>The address of the REST API as the settings page tells it.</summary>
    public async Task<string> ToldAddressAsync(CancellationToken cancellationToken)
    {
        var page = await _http.GetStringAsync(new Uri("settings", UriKind.Relative), cancellationToken);
        return Told().Match(page).Groups[1].Value;
    }

    /// <summary>A live connection that follows the list and keeps the ids of changed watches.</summary>
    public async Task<HubConnection> FollowAsync(HttpTransportType transport, ICollection<string> changed, CancellationToken cancellationToken, bool negotiates = true)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(address, "live"), transport, options =>
        {
            options.SkipNegotiation = !negotiates;
            options.Headers["Origin"] = Origin;
            options.HttpMessageHandlerFactory = _ => AnyCertificate();
            options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }).Build();
        hub.On<JsonObject>("ListChanged", update =>
        {
            // The whole comes first; what comes later has changed.
            if (update["isWhole"]!.GetValue<bool>())
                return;
            lock (changed)
            {
                foreach (var row in update["rows"]?.AsArray() ?? [])
                    changed.Add(row!["id"]!.GetValue<string>());
            }
        });
        await hub.StartAsync(cancellationToken);
        await hub.InvokeAsync("Follow", new { view = 1, count = 50 }, cancellationToken);
        return hub;
    }

    public void Dispose() => _http.Dispose();

    private static HttpClientHandler AnyCertificate() => new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };

    [GeneratedRegex("<base href=\"([^\"]*)\"")]
    private static partial Regex Base();

    [GeneratedRegex("(?<!<base )(?:href|src)=\"((?:[^\"#:](?!//))+)\"")]
    private static partial Regex Link();

    [GeneratedRegex(@"(https?://\S+)/api/v1/watch")]
    private static partial Regex Told();
}
