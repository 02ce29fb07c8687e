using System.Net;
using System.Security.Claims;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Infrastructure.Egress;
using ChangeDetection.Infrastructure.Storage.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ChangeDetection.Api.Security.SingleSignOn;

/// <summary>Puts signing in by other systems into the host. A provider signs a person in once; the session is ours from then on.</summary>
internal static class SingleSignOnRegistration
{
    public const string SchemeName = "OpenIdConnect";

    private const int LongestName = 80;

    public static WebApplicationBuilder AddSingleSignOn(this WebApplicationBuilder builder)
    {
        var settings = SingleSignOnSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings).AddSingleton<TrustedProxy>();
        if (settings.Provider is { } provider)
        {
            builder.Services.AddAuthentication().AddOpenIdConnect(SchemeName, options => Configure(options, provider, settings.Rules));
            // The provider is the operator's choice, so it may be private; it is reached by the one way out all the same.
            builder.Services.AddOptions<OpenIdConnectOptions>(SchemeName).Configure<EgressHttp>((options, egress) =>
                options.BackchannelHttpHandler = egress.MakeHandler(new EgressPath { Trusted = [new DnsEndPoint(provider.Authority.IdnHost, provider.Authority.Port)] }));
        }

        return builder;
    }

    private static void Configure(OpenIdConnectOptions options, ProviderSettings provider, RoleRules rules)
    {
        (options.Authority, options.ClientId, options.ClientSecret) = (provider.Authority.AbsoluteUri, provider.ClientId, provider.ClientSecret);
        options.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
        // The answer comes as a redirect with a code, which only the server can trade: no tokens pass the browser.
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (options.SignInScheme, options.MapInboundClaims, options.GetClaimsFromUserInfoEndpoint, options.SaveTokens) = (AccessHandler.SchemeName, false, true, false);
        options.ClaimActions.MapAll();
        // The way back is a plain redirect, which needs no cookie that is sent with other sites' forms, and so none that plain http could not keep.
        foreach (var cookie in new[] { options.NonceCookie, options.CorrelationCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        provider.Scopes.ToList().ForEach(options.Scope.Add);
        options.Events = new OpenIdConnectEvents
        {
            OnTicketReceived = context => ReceiveAsync(context, provider, rules),
            OnRemoteFailure = context => RefuseAsync(context),
        };
    }

    private static async Task ReceiveAsync(TicketReceivedContext context, ProviderSettings provider, RoleRules rules)
    {
        var principal = context.Principal!;
        var name = First(principal, "preferred_username", "email", "name", "sub");
        var services = context.HttpContext.RequestServices;
        if (rules.Of(WordsOf(principal, provider)) is { } role)
        {
            var subject = $"{provider.Authority.AbsoluteUri} {principal.FindFirstValue("sub")}";
            var user = await services.GetRequiredService<UserStore>().EnsureSubjectAsync(subject, name[..Math.Min(name.Length, LongestName)], role, context.HttpContext.RequestAborted);
            await services.GetRequiredService<SignInAttempts>().BeginAsync(context.HttpContext, user, isRemembered: false, context.HttpContext.RequestAborted);
            context.Response.Redirect(context.ReturnUri ?? $"{context.Request.PathBase}/");
        }
        else
        {
            Refuse(context.Response, context.Request);
        }

        context.HandleResponse();
    }

    private static Task RefuseAsync(RemoteFailureContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(SchemeName).SignInFailed(context.Failure);
        Refuse(context.Response, context.Request);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static void Refuse(HttpResponse response, HttpRequest request) => response.Redirect($"{request.PathBase}{SignInPaths.SignIn}?refused=single-sign-on");

    /// <summary>What the rules may go by. An address of mail that the provider has not made sure of proves nothing.</summary>
    private static List<string> WordsOf(ClaimsPrincipal principal, ProviderSettings provider)
    {
        var words = principal.FindAll(provider.GroupsClaim).Concat(principal.FindAll("preferred_username")).Select(claim => claim.Value).ToList();
        if (principal.FindFirstValue("email") is { } mail && principal.FindFirstValue("email_verified")?.Equals("true", StringComparison.OrdinalIgnoreCase) is true)
            words.Add(mail);
        return words;
    }

    private static string First(ClaimsPrincipal principal, params string[] names) =>
        names.Select(principal.FindFirstValue).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?? "somebody";
}
