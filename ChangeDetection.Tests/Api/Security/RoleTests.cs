using System.Net;
using System.Text.Json.Nodes;
using ChangeDetection.Core.Access;
using ChangeDetection.Infrastructure.Storage.Access;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>What each role may do, by session and by key, over REST, pages and the live connection.</summary>
public sealed class RoleTests : IAsyncDisposable
{
    private const string Password = "correct horse battery";

    private readonly ApiHost _api = new(("ADMIN_PASSWORD", Password));
    private readonly List<BrowserLike> _browsers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("viewer", 200, 403, 403)]
    [InlineData("editor", 200, 201, 403)]
    [InlineData("admin", 200, 201, 200)]
    public async Task A_role_looks_changes_or_rules(string role, int look, int add, int rule)
    {
        var browser = await UserAsync("bob", role);

        Assert.Equal(look, (int)await browser.SeeAsync("/", Cancel));
        Assert.Equal(look, (int)await browser.SeeAsync("/api/v2/list", Cancel));
        Assert.Equal(add, (int)await browser.SendAsync(HttpMethod.Post, "/api/v2/watches", """{"url":"https://example.com/"}""", Cancel));
        foreach (var path in new[] { "/settings", "/users", "/backups", "/api/v2/settings", "/api/v2/users", "/api/v2/keys", "/api/v2/backups", "/api/v2/config", "/api/v2/config?secrets=true" })
            Assert.Equal((path, rule), (path, (int)await browser.SeeAsync(path, Cancel)));
    }

    [Theory]
    [InlineData("read", 200, 403, 403)]
    [InlineData("write", 200, 201, 403)]
    [InlineData("admin", 200, 201, 200)]
    public async Task A_key_opens_what_its_scope_says_and_nothing_once_it_is_deleted(string scope, int look, int add, int rule)
    {
        var admin = await AdminAsync();
        Assert.Equal(HttpStatusCode.OK, await admin.SendAsync(HttpMethod.Post, "/api/v2/keys", $$"""{"name":"a script","scope":"{{scope}}"}""", Cancel));
        var keys = _api.Services.GetRequiredService<KeyStore>();
        var secret = (await keys.MakeAsync("another", scope switch { "read" => AccessRole.Viewer, "write" => AccessRole.Editor, _ => AccessRole.Admin }, Cancel))!.Value;
        using var http = _api.Anonymous();
        http.DefaultRequestHeaders.Add("x-api-key", secret.Secret);

        Assert.Equal(look, await StatusAsync(http, HttpMethod.Get, "/api/v1/watch"));
        Assert.Equal(look, await StatusAsync(http, HttpMethod.Get, "/api/v2/list"));
        Assert.Equal(add, await StatusAsync(http, HttpMethod.Post, "/api/v1/watch", """{"url":"https://example.com/"}"""));
        Assert.Equal(add, await StatusAsync(http, HttpMethod.Post, "/api/v2/watches", """{"url":"https://example.com/"}"""));
        Assert.Equal(rule, await StatusAsync(http, HttpMethod.Get, "/api/v2/settings"));
        Assert.NotNull(Assert.Single(await keys.ListAsync(Cancel), key => key.Id == secret.Key.Id).UsedAt);

        Assert.Equal(HttpStatusCode.NoContent, await admin.SendAsync(HttpMethod.Delete, $"/api/v2/keys/{secret.Key.Id}", null, Cancel));

        Assert.Equal(403, await StatusAsync(http, HttpMethod.Get, "/api/v1/watch"));
        Assert.Equal(401, await StatusAsync(http, HttpMethod.Get, "/api/v2/list"));
    }

    [Fact]
    public async Task Secrets_are_shown_to_those_who_may_change_them()
    {
        var id = await _api.WatchAsync(new { url = "http://example.com/page", headers = new Dictionary<string, string> { ["Authorization"] = "canary-7" } }, Cancel);
        var (viewer, editor) = (await UserAsync("bob", "viewer"), await UserAsync("eve", "editor"));

        Assert.DoesNotContain("canary-7", await viewer.Http.GetStringAsync(new Uri($"/api/v2/watches/{id}", UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await viewer.SeeAsync($"/api/v2/watches/{id}?secrets=true", Cancel));
        Assert.DoesNotContain("canary-7", await viewer.Http.GetStringAsync(new Uri($"/watches/{id}/edit", UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.Contains("canary-7", await editor.Http.GetStringAsync(new Uri($"/api/v2/watches/{id}?secrets=true", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_holds_no_key_and_no_session_in_clear()
    {
        var admin = await AdminAsync();
        var made = await _api.Services.GetRequiredService<KeyStore>().MakeAsync("a script", AccessRole.Viewer, Cancel);

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_api.DatabaseFile)!, "changedetection.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var bytes = await reader.ReadToEndAsync(Cancel);
            Assert.DoesNotContain(made!.Value.Secret, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(admin.Session!, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrong_keys_are_told_to_wait_and_the_right_one_is_let_in()
    {
        using var http = _api.Anonymous();
        var statuses = new List<int>();
        for (var attempt = 0; attempt < 101; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/watch") { Headers = { { "x-api-key", $"wrong {attempt}" } } };
            using var response = await http.SendAsync(request, Cancel);
            statuses.Add((int)response.StatusCode);
            Assert.Equal(response.StatusCode is HttpStatusCode.TooManyRequests, response.Headers.RetryAfter is not null);
        }

        Assert.Equal(403, statuses[0]);
        Assert.Equal(429, statuses[^1]);
        Assert.Equal(200, await StatusAsync(_api.Http, HttpMethod.Get, "/api/v1/watch"));
    }

    [Fact]
    public async Task The_last_admin_stays_and_a_user_whose_role_changes_is_signed_out()
    {
        var admin = await AdminAsync();
        var editor = await UserAsync("bob", "editor");
        var users = await _api.Services.GetRequiredService<UserStore>().ListAsync(Cancel);
        var (own, bob) = (users.Single(user => user.Name == "admin").Id, users.Single(user => user.Name == "bob").Id);

        Assert.Equal(HttpStatusCode.BadRequest, await admin.SendAsync(HttpMethod.Delete, $"/api/v2/users/{own}", null, Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, await admin.SendAsync(HttpMethod.Patch, $"/api/v2/users/{own}", """{"role":"viewer"}""", Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, await admin.SendAsync(HttpMethod.Post, "/api/v2/users", """{"name":"BOB","role":"viewer","password":"long enough"}""", Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, await admin.SendAsync(HttpMethod.Patch, $"/api/v2/users/{bob}", """{"role":"owner"}""", Cancel));
        Assert.Equal(HttpStatusCode.NoContent, await admin.SendAsync(HttpMethod.Patch, $"/api/v2/users/{bob}", """{"role":"viewer"}""", Cancel));

        Assert.Equal(HttpStatusCode.Redirect, await editor.SeeAsync("/", Cancel));
        Assert.Equal(HttpStatusCode.OK, await admin.SeeAsync("/", Cancel));
        Assert.Equal(HttpStatusCode.NoContent, await admin.SendAsync(HttpMethod.Delete, $"/api/v2/users/{bob}", null, Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, await Browser().SignInAsync("bob", Password, Cancel));
    }

    [Fact]
    public async Task A_live_connection_needs_a_session_and_ends_with_it_and_a_viewer_changes_nothing()
    {
        var viewer = await UserAsync("bob", "viewer");
        var id = await _api.WatchAsync(Cancel);
        var nobody = HubOf(null);
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => nobody.StartAsync(Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);

        await using var hub = HubOf(viewer.Session);
        await hub.StartAsync(Cancel);
        await hub.InvokeAsync("Ping", Cancel);
        var words = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Operate", new { operation = "delete", ids = new[] { id } }, Cancel));
        Assert.Contains("viewer", words.Message, StringComparison.Ordinal);
        Assert.Single(await _api.Catalog.ListAsync(Cancel));

        Assert.Equal(HttpStatusCode.NoContent, await viewer.SendAsync(HttpMethod.Delete, $"/api/v2/account/sessions/{await SessionIdAsync(viewer)}", null, Cancel));
        await _api.HoldsAsync(() => hub.State == HubConnectionState.Disconnected, Cancel);
    }

    [Fact]
    public async Task A_live_connection_serves_nobody_but_whoever_opened_it()
    {
        var (owner, other) = (await UserAsync("bob", "viewer"), await AdminAsync());
        using var negotiated = await owner.Http.PostAsync(new Uri("/live/negotiate?negotiateVersion=1", UriKind.Relative), null, Cancel);
        var token = JsonNode.Parse(await negotiated.Content.ReadAsStringAsync(Cancel))!["connectionToken"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, await owner.SeeAsync($"/live?id={token}", Cancel));

        Assert.NotEqual(HttpStatusCode.OK, await other.SeeAsync($"/live?id={token}", Cancel));
        Assert.NotEqual(HttpStatusCode.OK, await Browser().SeeAsync($"/live?id={token}", Cancel));
        Assert.Equal(HttpStatusCode.NotFound, await owner.SeeAsync("/live?id=an-old-one", Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(browser => browser.Dispose());
        await _api.DisposeAsync();
    }

    private async Task<string> SessionIdAsync(BrowserLike browser)
    {
        var session = await _api.Services.GetRequiredService<SessionStore>().FindAsync(browser.Session!, Cancel);
        return session!.Id;
    }

    private HubConnection HubOf(string? session) => new HubConnectionBuilder().WithUrl(new Uri(_api.Http.BaseAddress!, "live"), options =>
    {
        if (session is not null)
            options.Headers["Cookie"] = $"changedetection={session}";
    }).Build();

    private static async Task<int> StatusAsync(HttpClient http, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, Cancel);
        return (int)response.StatusCode;
    }

    private Task<BrowserLike> AdminAsync() => SignedInAsync("admin");

    private async Task<BrowserLike> UserAsync(string name, string role)
    {
        var admin = await AdminAsync();
        Assert.Equal(HttpStatusCode.NoContent, await admin.SendAsync(HttpMethod.Post, "/api/v2/users", $$"""{"name":"{{name}}","role":"{{role}}","password":"{{Password}}"}""", Cancel));
        return await SignedInAsync(name);
    }

    private async Task<BrowserLike> SignedInAsync(string name)
    {
        var browser = Browser();
        Assert.Equal(HttpStatusCode.Redirect, await browser.SignInAsync(name, Password, Cancel));
        return browser;
    }

    private BrowserLike Browser()
    {
        var browser = new BrowserLike(_api.Http.BaseAddress!);
        _browsers.Add(browser);
        return browser;
    }
}
