using System.Net;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>A shared link shows one difference to anybody and opens nothing else (case auth-018).</summary>
public sealed class SharingTests : IDisposable
{
    private readonly ApiHost _api = new(("ADMIN_PASSWORD", "correct horse battery"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_shows_its_difference_to_anybody_until_it_is_deleted_or_over()
    {
        var id = await ChangedTwiceAsync();
        var (address, share) = await MakeAsync(id, """{"from":1,"to":2,"days":7}""");
        var (lasting, _) = await MakeAsync(id, """{"from":2,"to":3}""");
        using var http = _api.Anonymous();

        using (var answer = await http.GetAsync(address, Cancel))
        {
            var page = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("alpha", page, StringComparison.Ordinal);
            Assert.Contains("beta", page, StringComparison.Ordinal);
            Assert.DoesNotContain("gamma", page, StringComparison.Ordinal);
            Assert.DoesNotContain("href=\"watches/", page, StringComparison.Ordinal);
            Assert.DoesNotContain("token=", page, StringComparison.Ordinal);
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("noindex", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")));
        }

        foreach (var path in new[] { $"/watches/{id}/history", $"/api/v2/watches/{id}", $"/api/v2/watches/{id}/shares", $"/api/v2/watches/{id}/snapshots/2" })
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, HttpMethod.Get, path));
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Delete, HttpMethod.Put })
            Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(http, method, address.PathAndQuery));

        _api.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, HttpMethod.Get, address.PathAndQuery));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, HttpMethod.Get, lasting.PathAndQuery));
        var (_, list) = await _api.V2Async(HttpMethod.Get, $"watches/{id}/shares", null, Cancel);
        var left = Assert.Single(list.AsArray())!["id"]!.GetValue<string>();
        Assert.NotEqual(share, left);
        Assert.Equal(HttpStatusCode.NoContent, (await _api.V2Async(HttpMethod.Delete, $"watches/{id}/shares/{left}", null, Cancel)).Status);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, HttpMethod.Get, lasting.PathAndQuery));
    }

    [Theory]
    [InlineData("""{"from":1,"to":9}""")]
    [InlineData("""{"from":0,"to":1}""")]
    [InlineData("""{"from":1,"to":2,"days":0}""")]
    [InlineData("{}")]
    public async Task A_link_to_nothing_is_refused(string body)
    {
        var id = await ChangedTwiceAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await _api.V2Async(HttpMethod.Post, $"watches/{id}/shares", body, Cancel)).Status);
    }

    [Theory]
    [InlineData("/shared/x")]
    [InlineData("/shared/00000000-0000-4000-8000-000000000000")]
    [InlineData("/shared/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task A_made_up_link_shows_nothing_and_is_not_echoed(string path)
    {
        using var http = _api.Anonymous();
        http.DefaultRequestHeaders.Add("Accept", "text/html");

        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    public void Dispose() => _api.Dispose();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await http.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private async Task<(Uri Address, string Id)> MakeAsync(string watch, string body)
    {
        var (status, made) = await _api.V2Async(HttpMethod.Post, $"watches/{watch}/shares", body, Cancel);
        Assert.Equal(HttpStatusCode.OK, status);
        return (new Uri(made["address"]!.GetValue<string>()), made["share"]!["id"]!.GetValue<string>());
    }

    private async Task<string> ChangedTwiceAsync()
    {
        var id = await _api.WatchAsync(Cancel);
        await _api.FindsAsync(id, "alpha", Cancel);
        await _api.FindsAsync(id, "beta", Cancel);
        await _api.FindsAsync(id, "gamma", Cancel);
        return id;
    }
}
