using System.Net;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Api.Security.SingleSignOn;
using ChangeDetection.Infrastructure.Storage.Access;
using ChangeDetection.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChangeDetection.Tests.Api.Security;

/// <summary>People for whom another system vouches: an OpenID Connect provider, and a proxy that is trusted.</summary>
public sealed class SingleSignOnTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("AUTH_ADMINS", "ada", HttpStatusCode.OK)]
    [InlineData("AUTH_EDITORS", "other, STAFF", HttpStatusCode.Forbidden)]
    [InlineData("AUTH_DEFAULT_ROLE", "viewer", HttpStatusCode.Forbidden)]
    public async Task A_person_of_the_provider_gets_the_role_of_the_rules(string rule, string value, HttpStatusCode settings)
    {
        await using var provider = await IdentityProvider.StartAsync(Cancel);
        using var api = Api(provider, (rule, value));
        using var browser = new BrowserLike(api.Http.BaseAddress!);

        Assert.Equal(HttpStatusCode.Redirect, await browser.SeeAsync("/", Cancel));
        Assert.EndsWith("/groups", await GoAsync(browser, "/sign-in/single-sign-on?return=%2Fgroups"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await browser.SeeAsync("/", Cancel));
        Assert.Equal(settings, await browser.SeeAsync("/settings", Cancel));
        var user = Assert.Single(await api.Services.GetRequiredService<UserStore>().ListAsync(Cancel));
        Assert.Equal(("ada", false), (user.Name, user.HasPassword));
    }

    [Fact]
    public async Task Whom_no_rule_names_is_not_let_in_and_an_unproven_mail_address_names_nobody()
    {
        await using var provider = await IdentityProvider.StartAsync(Cancel);
        provider.Person["email"] = "boss@example.com";
        provider.Person["email_verified"] = false;
        using var api = Api(provider, ("AUTH_ADMINS", "boss@example.com"));
        using var browser = new BrowserLike(api.Http.BaseAddress!);

        Assert.EndsWith("/sign-in?refused=single-sign-on", await GoAsync(browser, "/sign-in/single-sign-on"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await browser.SeeAsync("/", Cancel));
        Assert.Empty(await api.Services.GetRequiredService<UserStore>().ListAsync(Cancel));

        provider.Person["email_verified"] = true;
        await GoAsync(browser, "/sign-in/single-sign-on");
        Assert.Equal(HttpStatusCode.OK, await browser.SeeAsync("/settings", Cancel));
    }

    [Fact]
    public async Task An_answer_nobody_asked_for_signs_nobody_in()
    {
        await using var provider = await IdentityProvider.StartAsync(Cancel);
        using var api = Api(provider, ("AUTH_DEFAULT_ROLE", "admin"));
        using var browser = new BrowserLike(api.Http.BaseAddress!);

        await browser.SeeAsync("/signin-oidc?code=made-up&state=made-up", Cancel);

        Assert.Null(browser.Session);
        Assert.Equal(HttpStatusCode.Redirect, await browser.SeeAsync("/", Cancel));
    }

    [Fact]
    public async Task A_trusted_proxy_names_who_comes_and_its_groups_give_the_role()
    {
        using var api = new ApiHost(("AUTH_PROXY_HEADER", "Remote-User"), ("AUTH_PROXY_GROUPS_HEADER", "Remote-Groups"), ("AUTH_PROXY_FROM", "127.0.0.0/8"), ("AUTH_ADMINS", "chiefs"), ("AUTH_VIEWERS", "ada"));
        using var browser = new BrowserLike(api.Http.BaseAddress!);

        Assert.NotEqual(HttpStatusCode.OK, await browser.SeeAsync("/", Cancel));
        browser.Http.DefaultRequestHeaders.Add("Remote-User", "ada");
        Assert.Equal(HttpStatusCode.OK, await browser.SeeAsync("/", Cancel));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.SeeAsync("/settings", Cancel));
        browser.Http.DefaultRequestHeaders.Add("Remote-Groups", "staff, chiefs");
        Assert.Equal(HttpStatusCode.OK, await browser.SeeAsync("/settings", Cancel));
        // The proxy adds its word to whatever the browser sends: another site's request must not profit from it.
        using var forged = await browser.Http.PostAsync(new Uri("/api/v2/watches", UriKind.Relative), new StringContent("""{"url":"https://example.com/"}""", System.Text.Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.Created, await browser.SendAsync(HttpMethod.Post, "/api/v2/watches", """{"url":"https://example.com/"}""", Cancel));
    }

    [Fact]
    public async Task The_same_header_from_anywhere_else_means_nothing()
    {
        using var api = new ApiHost(("AUTH_PROXY_HEADER", "Remote-User"), ("AUTH_PROXY_FROM", "10.0.0.1"), ("AUTH_DEFAULT_ROLE", "admin"), ("USE_X_SETTINGS", "true"));
        using var browser = new BrowserLike(api.Http.BaseAddress!);
        browser.Http.DefaultRequestHeaders.Add("Remote-User", "ada");
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.1");

        Assert.Equal(HttpStatusCode.Redirect, await browser.SeeAsync("/", Cancel));
    }

    [Theory]
    [InlineData("AUTH_PROXY_HEADER", "Remote-User", "AUTH_PROXY_FROM")]
    [InlineData("OIDC_AUTHORITY", "http://id.example", "https")]
    [InlineData("OIDC_AUTHORITY", "https://id.example", "OIDC_CLIENT_ID")]
    [InlineData("AUTH_DEFAULT_ROLE", "owner", "none, viewer, editor or admin")]
    [InlineData("ADMIN_PASSWORD", "short", "ADMIN_PASSWORD must have 8 to 200 characters")]
    [InlineData("SALTED_PASS", "not base64!", "SALTED_PASS must be base64")]
    public void Half_a_setting_ends_the_start_with_what_is_missing(string name, string value, string words)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [name] = value });

        var failure = Assert.Throws<OptionsValidationException>(() => builder.AddSignIn().AddSingleSignOn().Services.BuildServiceProvider().GetRequiredService<IOptions<SignInOptions>>().Value);

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    private static ApiHost Api(IdentityProvider provider, (string Name, string Value) rule)
    {
        var api = new ApiHost(("OIDC_AUTHORITY", provider.Address), ("OIDC_CLIENT_ID", IdentityProvider.ClientId), ("OIDC_CLIENT_SECRET", IdentityProvider.ClientSecret), rule);
        // The cookies of the way there end by the server's clock, and the client drops them by its own.
        api.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        return api;
    }

    /// <summary>Follows redirects as a browser does until a page of ours is there that is no door, and gives its address.</summary>
    private static async Task<string> GoAsync(BrowserLike browser, string path)
    {
        var address = new Uri(browser.Http.BaseAddress!, path);
        for (var hop = 0; hop < 6; hop++)
        {
            using var answer = await browser.Http.GetAsync(address, Cancel);
            if (answer.Headers.Location is not { } next)
                return address.ToString();
            address = new Uri(address, next);
        }

        return address.ToString();
    }
}
