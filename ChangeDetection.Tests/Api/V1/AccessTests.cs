using System.Net;
using System.Net.Http.Headers;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static ChangeDetection.Tests.Api.V1.RequestTexts;

namespace ChangeDetection.Tests.Api.V1;

/// <summary>Who may use the v1 API: those who send the key in its one header.</summary>
public sealed class AccessTests(V1Fixture fixture) : IClassFixture<V1Fixture>
{
    private const string Uuid = "00000000-0000-4000-8000-000000000000";
    private static readonly (int, string) Denied = (403, Bare("Invalid access - API key invalid."));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_v1_endpoint_in_the_table_is_closed_without_the_key()
    {
        using var http = fixture.Api.Anonymous();
        // The document that describes them is open, as a test of its own says.
        var endpoints = V1Endpoints().Where(endpoint => endpoint.RoutePattern.RawText != "/api/v1/full-spec").ToList();

        Assert.True(endpoints.Count >= 20, "The table of endpoints was not found.");
        foreach (var endpoint in endpoints)
        {
            Assert.DoesNotContain(endpoint.Metadata, mark => mark is IAllowAnonymous);
            var policy = Assert.Single(endpoint.Metadata.OfType<AuthorizationPolicy>());
            Assert.Equal(["ApiKey"], policy.AuthenticationSchemes);
            var path = endpoint.RoutePattern.RawText!.Replace("{uuid:watch}", Uuid).Replace("{timestamp}", "latest");
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                Assert.Equal(Denied, await http.SendTextAsync(new HttpMethod(method), path, "{broken", "text/plain", Cancel));
        }
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    [InlineData("TRACE")]
    public async Task Other_methods_answer_nothing_without_the_key(string method)
    {
        using var http = fixture.Api.Anonymous();

        var (status, body) = await http.SendTextAsync(new HttpMethod(method), "/api/v1/watch", null, null, Cancel);

        Assert.Equal(405, status);
        Assert.Empty(body);
    }

    [Theory]
    [InlineData("invalid_key_12345")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    [InlineData("0123456789abcdef0123456789abcdef,0123456789abcdef0123456789abcdef")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("")]
    public async Task A_wrong_key_is_refused_and_not_echoed(string key)
    {
        using var http = fixture.Api.Anonymous();
        http.DefaultRequestHeaders.TryAddWithoutValidation("x-api-key", key);

        Assert.Equal(Denied, await http.GetTextAsync("/api/v1/watch", Cancel));
    }

    [Fact]
    public async Task A_very_long_key_is_refused()
    {
        using var http = fixture.Api.Anonymous();
        http.DefaultRequestHeaders.Add("x-api-key", new string('x', 10_000));

        Assert.Equal(Denied, await http.GetTextAsync("/api/v1/watch", Cancel));
    }

    [Theory]
    [InlineData("api_key", "", "")]
    [InlineData("", "x-api-key", "")]
    [InlineData("", "", "Bearer")]
    public async Task The_right_key_in_another_place_is_refused(string query, string cookie, string scheme)
    {
        using var http = fixture.Api.Anonymous();
        if (cookie.Length > 0)
            http.DefaultRequestHeaders.Add("Cookie", $"{cookie}={V1Client.Key}");
        if (scheme.Length > 0)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, V1Client.Key);

        Assert.Equal(Denied, await http.GetTextAsync($"/api/v1/watch?{query}={V1Client.Key}", Cancel));
    }

    [Fact]
    public async Task The_right_key_sent_twice_is_refused()
    {
        var answer = await fixture.Api.RawAsync($"GET /api/v1/watch HTTP/1.1\r\nHost: x\r\nx-api-key: {V1Client.Key}\r\nx-api-key: {V1Client.Key}\r\nConnection: close\r\n\r\n", Cancel);

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//api/v1/watch", "404")]
    [InlineData("/API/v1/watch", "403")]
    [InlineData("/api/v1/watch/", "403")]
    [InlineData("/api/v1/watch;x", "404")]
    [InlineData("/api/v1/%77atch", "403")]
    [InlineData("/login/../api/v1/watch", "403")]
    [InlineData("/api/v1/watch/../../etc/passwd", "404")]
    [InlineData("/api/v1/watch/%2e%2e%2f%2e%2e%2f%2e%2e%2f", "404")]
    [InlineData("/api/v1/watch/%252e%252e%252fetc", "404")]
    [InlineData("/api/v1/watch/../url-watches.json", "404")]
    public async Task The_policy_is_bound_to_the_endpoint_however_its_path_is_spelled(string path, string status)
    {
        var answer = await fixture.Api.RawAsync($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", Cancel);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_right_key_opens_and_the_answer_is_kept_by_nobody_and_shared_with_no_other_origin()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/watch") { Headers = { { "Origin", "https://attacker.example" } } };

        using var response = await fixture.Api.Http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private List<RouteEndpoint> V1Endpoints() =>
        [.. fixture.Api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1", StringComparison.OrdinalIgnoreCase))];
}
