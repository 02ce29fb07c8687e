using System.Net;
using System.Text.RegularExpressions;
using ChangeDetection.Api.Security.SignIn;

namespace ChangeDetection.Tests.Support;

/// <summary>A client that does what a browser does: keeps cookies, sends the token of the page, follows no redirect unless told.</summary>
internal sealed partial class BrowserLike : IDisposable
{
    private readonly HttpClient _http;

    public BrowserLike(Uri address)
    {
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http => _http;

    /// <summary>The session's cookie, or null.</summary>
    public string? Session => Cookies.GetCookies(_http.BaseAddress!)["changedetection"]?.Value;

    /// <summary>The token for what changes something, of a page.</summary>
    public async Task<string> TokenAsync(string page, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(page, UriKind.Relative), cancellationToken);
        return TokenIn(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The token in the text of a page.</summary>
    public static string TokenIn(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);

    /// <summary>Opens a page's form and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>(fields) { [ForgeryProtection.FieldName] = await TokenAsync(page, cancellationToken) };
        return await _http.PostAsync(new Uri(page.Split('?')[0], UriKind.Relative), new FormUrlEncodedContent(form), cancellationToken);
    }

    /// <summary>Makes the first user and is signed in.</summary>
    public async Task SetUpAsync(string name, string password, CancellationToken cancellationToken)
    {
        using var answer = await SubmitAsync("/setup", new() { ["name"] = name, ["password"] = password, ["again"] = password }, cancellationToken);
        Xunit.Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Signs in and gives the status.</summary>
    public async Task<HttpStatusCode> SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        using var answer = await SubmitAsync("/sign-in", new() { ["name"] = name, ["password"] = password }, cancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Sends a request as the pages' scripts do.</summary>
    public async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add(ForgeryProtection.HeaderName, await TokenAsync("/account", cancellationToken));
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    /// <summary>The status of a page.</summary>
    public async Task<HttpStatusCode> SeeAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return response.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("data-csrf=\"([^\"]+)\"")]
    private static partial Regex Token();
}
