using System.Text.Encodings.Web;
using ChangeDetection.Api.Errors;
using ChangeDetection.Api.Security.SignIn;
using ChangeDetection.Api.Security.SingleSignOn;
using ChangeDetection.Infrastructure.Storage.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Security.Access;

/// <summary>Finds out who makes a request to anything but the v1 API: by key, session, trusted proxy, or as the first visitor at the machine. Whoever shows a key counts by that key alone.</summary>
internal sealed class AccessHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    KeyAccess keys,
    SessionStore sessions,
    TrustedProxy proxy,
    OpenAccess open,
    WrongKeys wrongKeys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Access";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        await FindAsync() is { } visitor ? AuthenticateResult.Success(new AuthenticationTicket(visitor.ToPrincipal(SchemeName), SchemeName)) : AuthenticateResult.NoResult();

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (wrongKeys.WaitOf(Context) is { } wait)
        {
            Response.Headers.RetryAfter = WrongKeys.SecondsOf(wait);
            await ErrorAnswers.WriteAsync(Context, StatusCodes.Status429TooManyRequests, "Too many wrong API keys came from this address. Wait a moment, then send the right one.");
        }
        else if (Request.Headers.ContainsKey(KeyAccess.HeaderName))
        {
            await ErrorAnswers.WriteAsync(Context, StatusCodes.Status401Unauthorized, "The API key is wrong. Send a key that counts, once, as the header x-api-key.");
        }
        else if (ErrorAnswers.WantsPage(Request) && HttpMethods.IsGet(Request.Method))
        {
            var page = await open.HasDoorAsync(Context.RequestAborted) ? SignInPaths.SignIn : SignInPaths.Setup;
            Response.Redirect($"{Request.PathBase}{page}{QueryString.Create("return", $"{Request.Path}{Request.QueryString}")}");
        }
        else
        {
            await ErrorAnswers.WriteAsync(Context, StatusCodes.Status401Unauthorized, "Sign in first, or send a key as the header x-api-key.");
        }
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ErrorAnswers.WriteAsync(
        Context, StatusCodes.Status403Forbidden, $"The role {Roles.NameOf(Visitor.Of(Context.User)?.Role ?? 0)} may not do this. Ask an admin of this installation.");

    private async Task<Visitor?> FindAsync()
    {
        if (Request.Headers.ContainsKey(KeyAccess.HeaderName))
            return await FindByKeyAsync();
        if (SessionCookie.Of(Request) is { } token && await sessions.FindAsync(token, Context.RequestAborted) is { } session)
            return new Visitor(session.User.Name, session.User.Role, Means.Session) { UserId = session.User.Id, SessionId = session.Id };
        return proxy.Find(Context) ?? await open.FindAsync(Context);
    }

    private async Task<Visitor?> FindByKeyAsync()
    {
        if (KeyAccess.Of(Request) is { } given && await keys.FindAsync(given, Context.RequestAborted) is { } holder)
            return holder;
        wrongKeys.Note(Context);
        return null;
    }
}
