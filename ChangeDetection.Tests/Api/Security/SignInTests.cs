using System.Net;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Tests.Support;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>The first user, signing in and out, and what a session is worth (cases auth-024 to auth-030).</summary>
public sealed class SignInTests : IAsyncDisposable
{
    private const string Password = "correct horse battery";

    private readonly ApiHost _api = new();
    private readonly List<BrowserLike> _browsers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_user_closes_the_installation_for_everybody_else()
    {
        var (owner, stranger) = (Browser(), Browser());
        Assert.Equal(HttpStatusCode.OK, await stranger.SeeAsync("/", Cancel));

        await owner.SetUpAsync("Ada", Password, Cancel);

        Assert.Equal(HttpStatusCode.OK, await owner.SeeAsync("/settings", Cancel));
        Assert.Equal(HttpStatusCode.Redirect, await stranger.SeeAsync("/settings", Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.SeeAsync("/api/v2/watches", Cancel));
        using var second = await stranger.SubmitAsync("/setup", new() { ["name"] = "Eve", ["password"] = Password, ["again"] = Password }, Cancel);
        Assert.NotEqual(HttpStatusCode.OK, await stranger.SeeAsync("/settings", Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, await Browser().SignInAsync("Eve", Password, Cancel));
    }

    [Theory]
    [InlineData("", Password, Password, "Give a name.")]
    [InlineData("Ada", "short", "short", "at least 8 characters")]
    [InlineData("Ada", Password, "another one", "differ")]
    public async Task A_first_user_that_cannot_be_is_told_why(string name, string password, string again, string problem)
    {
        using var answer = await Browser().SubmitAsync("/setup", new() { ["name"] = name, ["password"] = password, ["again"] = again }, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(problem, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Browser().SeeAsync("/", Cancel));
    }

    [Fact]
    public async Task A_wrong_password_and_a_wrong_name_are_told_alike_and_begin_nothing()
    {
        await Browser().SetUpAsync("Ada", Password, Cancel);
        var browser = Browser();

        var texts = new List<string>();
        foreach (var (name, password) in new[] { ("Ada", "wrong password"), ("Bob", Password), ("Ada", new string('x', 10_000)), ("Ada", "") })
        {
            using var answer = await browser.SubmitAsync("/sign-in", new() { ["name"] = name, ["password"] = password }, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            texts.Add((await answer.Content.ReadAsStringAsync(Cancel)).Split("<main")[1].Split("csrf")[0]);
        }

        Assert.Single(texts.Distinct());
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_the_right_password_waits_too()
    {
        await Browser().SetUpAsync("Ada", Password, Cancel);
        var browser = Browser();
        for (var attempt = 0; attempt < 10; attempt++)
            Assert.Equal(HttpStatusCode.Unauthorized, await browser.SignInAsync("ada", $"wrong password {attempt}", Cancel));

        using (var refused = await browser.SubmitAsync("/sign-in", new() { ["name"] = "Ada", ["password"] = Password }, Cancel))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        _api.Clock.Advance(AttemptLimits.Window);
        Assert.Equal(HttpStatusCode.Redirect, await browser.SignInAsync("Ada", Password, Cancel));
    }

    [Fact]
    public async Task The_cookie_is_for_this_server_alone_and_each_sign_in_has_its_own()
    {
        await Browser().SetUpAsync("Ada", Password, Cancel);
        var browser = Browser();
        using var planted = await browser.Http.GetAsync(new Uri("/sign-in", UriKind.Relative), Cancel);
        browser.Cookies.Add(_api.Http.BaseAddress!, new Cookie("changedetection", "planted-by-a-stranger", "/"));

        using var answer = await browser.SubmitAsync("/sign-in", new() { ["name"] = "Ada", ["password"] = Password }, Cancel);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("changedetection=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("planted", cookie, StringComparison.Ordinal);
        var first = browser.Session;
        Assert.Equal(HttpStatusCode.Redirect, await SignInAgainAsync(browser));
        Assert.NotEqual(first, browser.Session);
        // The session from before the sign-in has ended with it.
        using var old = Browser();
        old.Cookies.Add(_api.Http.BaseAddress!, new Cookie("changedetection", first, "/"));
        Assert.Equal(HttpStatusCode.Redirect, await old.SeeAsync("/", Cancel));
    }

    [Fact]
    public async Task Behind_TLS_the_cookie_is_bound_to_host_and_transport()
    {
        using var api = new ApiHost(("USE_X_SETTINGS", "true"), ("ADMIN_PASSWORD", Password));
        using var browser = new BrowserLike(api.Http.BaseAddress!);
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var page = await browser.Http.GetAsync(new Uri("/sign-in", UriKind.Relative), Cancel);
        var cookies = string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "admin", ["password"] = Password, ["csrf"] = BrowserLike.TokenIn(await page.Content.ReadAsStringAsync(Cancel)) }),
        };
        request.Headers.Add("Cookie", cookies);

        using var answer = await browser.Http.SendAsync(request, Cancel);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), value => value.StartsWith("__Host-changedetection=", StringComparison.Ordinal));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_session_ends_by_signing_out_by_a_new_password_everywhere_and_by_time()
    {
        var owner = Browser();
        await owner.SetUpAsync("Ada", Password, Cancel);
        var others = new List<BrowserLike>();
        for (var number = 0; number < 3; number++)
        {
            others.Add(Browser());
            Assert.Equal(HttpStatusCode.Redirect, await others[number].SignInAsync("Ada", Password, Cancel));
        }

        var shown = others[0].Session!;
        using (var tokenless = await others[0].Http.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent([]), Cancel))
            Assert.Equal(HttpStatusCode.BadRequest, tokenless.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await others[0].SeeAsync("/", Cancel));
        await SignOutAsync(others[0]);
        Assert.False(await CountsAsync(shown), "The old cookie still opens the pages after signing out.");

        Assert.Equal(HttpStatusCode.BadRequest, await owner.SendAsync(HttpMethod.Post, "/api/v2/account/password", """{"current":"not mine","new":"another good one"}""", Cancel));
        Assert.True(await CountsAsync(others[1].Session!));
        Assert.Equal(HttpStatusCode.NoContent, await owner.SendAsync(HttpMethod.Post, "/api/v2/account/password", $$"""{"current":"{{Password}}","new":"another good one"}""", Cancel));
        Assert.False(await CountsAsync(others[1].Session!), "A session outlives the password it began with.");
        Assert.Equal(HttpStatusCode.OK, await owner.SeeAsync("/", Cancel));

        Assert.Equal(HttpStatusCode.Redirect, await others[1].SignInAsync("Ada", "another good one", Cancel));
        Assert.Equal(HttpStatusCode.NoContent, await owner.SendAsync(HttpMethod.Delete, "/api/v2/account/sessions", null, Cancel));
        Assert.False(await CountsAsync(others[1].Session!), "Signing out everywhere else left a session.");

        _api.Clock.Advance(TimeSpan.FromHours(13));
        Assert.False(await CountsAsync(owner.Session!), "A session lasts without being used.");
    }

    [Fact]
    public async Task A_password_in_use_can_neither_be_removed_nor_changed_without_it()
    {
        var owner = Browser();
        await owner.SetUpAsync("Ada", Password, Cancel);

        foreach (var body in new[] { "{}", """{"new":"a good new one"}""", """{"current":"","new":"a good new one"}""", $$"""{"current":"{{Password}}"}""", $$"""{"current":"{{Password}}","new":""}""" })
            Assert.Equal(HttpStatusCode.BadRequest, await owner.SendAsync(HttpMethod.Post, "/api/v2/account/password", body, Cancel));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await owner.SeeAsync("/api/v2/account/password", Cancel));
        Assert.Equal(HttpStatusCode.NoContent, await owner.SendAsync(HttpMethod.Patch, "/api/v2/settings", """{"jitterSeconds":3}""", Cancel));

        Assert.Equal(HttpStatusCode.Redirect, await Browser().SignInAsync("Ada", Password, Cancel));
    }

    [Fact]
    public async Task The_environment_sets_the_password_of_an_admin_and_the_pages_cannot()
    {
        using var api = new ApiHost(("ADMIN_NAME", "root"), ("ADMIN_PASSWORD", Password));
        using var browser = new BrowserLike(api.Http.BaseAddress!);

        Assert.Equal(HttpStatusCode.Redirect, await browser.SeeAsync("/", Cancel));
        Assert.Equal(HttpStatusCode.Redirect, await browser.SignInAsync("root", Password, Cancel));
        Assert.Equal(HttpStatusCode.OK, await browser.SeeAsync("/settings", Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, await browser.SendAsync(HttpMethod.Post, "/api/v2/account/password", $$"""{"current":"{{Password}}","new":"another good one"}""", Cancel));
    }

    [Fact]
    public async Task A_hash_of_changedetection_io_lets_its_password_in()
    {
        // Salt of the bytes 0 to 31, password "mypass", made with Python's hashlib as the reference does.
        var salt = Enumerable.Range(0, 32).Select(number => (byte)number).ToArray();
        var key = System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2("mypass", salt, 100_000, System.Security.Cryptography.HashAlgorithmName.SHA256, 32);
        using var api = new ApiHost(("SALTED_PASS", Convert.ToBase64String([.. salt, .. key])));
        using var browser = new BrowserLike(api.Http.BaseAddress!);

        Assert.Equal(HttpStatusCode.Unauthorized, await browser.SignInAsync("admin", "mypast", Cancel));
        Assert.Equal(HttpStatusCode.Redirect, await browser.SignInAsync("admin", "mypass", Cancel));
        Assert.Equal(HttpStatusCode.OK, await browser.SeeAsync("/settings", Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(browser => browser.Dispose());
        await _api.DisposeAsync();
    }

    private BrowserLike Browser()
    {
        var browser = new BrowserLike(_api.Http.BaseAddress!);
        _browsers.Add(browser);
        return browser;
    }

    private async Task<bool> CountsAsync(string session)
    {
        using var browser = new BrowserLike(_api.Http.BaseAddress!);
        browser.Cookies.Add(_api.Http.BaseAddress!, new Cookie("changedetection", session, "/"));
        return await browser.SeeAsync("/", Cancel) == HttpStatusCode.OK;
    }

    /// <summary>Signs in while signed in: with the token of a page that such a browser sees.</summary>
    private static async Task<HttpStatusCode> SignInAgainAsync(BrowserLike browser)
    {
        var form = new Dictionary<string, string> { ["name"] = "Ada", ["password"] = Password, ["csrf"] = await browser.TokenAsync("/account", Cancel) };
        using var answer = await browser.Http.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(form), Cancel);
        return answer.StatusCode;
    }

    private static async Task SignOutAsync(BrowserLike browser)
    {
        var form = new Dictionary<string, string> { ["csrf"] = await browser.TokenAsync("/account", Cancel) };
        using var answer = await browser.Http.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent(form), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
