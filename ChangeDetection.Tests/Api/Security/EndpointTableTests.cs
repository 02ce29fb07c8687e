using System.Net;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>What has no rule is closed: all endpoints there are, asked by somebody who has nothing to show (cases auth-007 to auth-016).</summary>
public sealed class EndpointTableTests : IDisposable
{
    private const string Uuid = "00000000-0000-4000-8000-000000000000";

    /// <summary>What anybody may ask, with the reason. A new entry here is a decision.</summary>
    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal)
    {
        ["/health"] = "One word for whoever watches the process.",
        ["/alive"] = "One word for whoever watches the process.",
        ["/sign-in"] = "The door.",
        ["/sign-in/single-sign-on"] = "The door.",
        ["/setup"] = "The door of an installation that belongs to nobody.",
        ["/shared/{secret}"] = "Opens by the secret in its address.",
        ["/rss"] = "Opens by the token in its address.",
        ["/rss/tag/{id}"] = "Opens by the token in its address.",
        ["/rss/watch/{id}"] = "Opens by the token in its address.",
        ["/rss/{*rest}"] = "Opens by the token in its address.",
        ["/api/v1/full-spec"] = "The description of the v1 API, the same everywhere.",
    };

    private readonly ApiHost _api = new(("ADMIN_PASSWORD", "correct horse battery"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_endpoints_open_to_anybody_are_these()
    {
        var open = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(PathOf).Distinct();

        Assert.Equal([], open.Except(Open.Keys));
    }

    [Fact]
    public async Task Every_other_endpoint_refuses_whoever_shows_nothing()
    {
        using var http = _api.Anonymous();
        var closed = Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();
        Assert.True(closed.Count > 90, $"Only {closed.Count} endpoints were found.");

        var let = new List<string>();
        foreach (var endpoint in closed)
        {
            var path = PathOf(endpoint);
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Fill(path)) { Content = method is "GET" ? null : new StringContent("{}", System.Text.Encoding.UTF8, endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes[0] ?? "application/json") };
                using var response = await http.SendAsync(request, Cancel);
                if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
                    let.Add($"{method} {path}: {response.StatusCode}");
            }
        }

        Assert.Empty(let);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/settings")]
    [InlineData("/backups")]
    [InlineData("/users")]
    [InlineData("//settings")]
    [InlineData("/Settings")]
    [InlineData("/settings/")]
    [InlineData("/%73ettings")]
    [InlineData("/sign-in/../settings")]
    public async Task A_closed_page_leads_to_the_door_however_its_path_is_spelled(string path)
    {
        var answer = await _api.RawAsync($"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nX-Original-URL: /sign-in\r\nX-Forwarded-Prefix: /sign-in\r\nX-HTTP-Method-Override: GET\r\nConnection: close\r\n\r\n", Cancel);

        Assert.True(answer.StartsWith("HTTP/1.1 302 ", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 404 ", StringComparison.Ordinal), answer[..40]);
        Assert.DoesNotContain("api-key", answer.ToLowerInvariant(), StringComparison.Ordinal);
    }

    public void Dispose() => _api.Dispose();

    private List<RouteEndpoint> Endpoints() => [.. _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    private static string PathOf(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/')}";

    private static string Fill(string path) => string.Join('/', path.Split('/').Select(part =>
        !part.StartsWith('{') ? part : part.Contains("documentName", StringComparison.Ordinal) ? "v2" : part.Contains("timestamp", StringComparison.Ordinal) ? "latest"
        : part.Contains("regex", StringComparison.Ordinal) ? Uuid.Replace("-", "") : part.Contains(":int", StringComparison.Ordinal) ? "1" : Uuid));
}
